using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Tests.Support;

namespace Ingot.Lifecycle.Tests.Buildpacks;

public sealed class NodeTests : AppTest
{
    [Fact]
    public async Task The_start_script_runs_as_npm_start_runs_it()
    {
        App.Write("package.json", """{"name": "six", "version": "1.2.3", "scripts": {"prestart": "echo first", "start": "answer 42"}}""");
        App.Write("node_modules/answer/cli.js", "#!/usr/bin/env node\nconsole.log(process.argv[2], process.env.npm_package_version, process.env.NODE_ENV)\n");
        Directory.CreateDirectory(App.Combine("node_modules/.bin"));
        File.Copy(App.Combine("node_modules/answer/cli.js"), App.Combine("node_modules/.bin/answer"));
        File.SetUnixFileMode(App.Combine("node_modules/.bin/answer"), (UnixFileMode)0b111_101_101);

        var staged = await StagedApp.OfFolderAsync(Temp, App.Path);
        Assert.True(staged.ExitCode == 0, staged.Log);
        var said = await RunningApp.RunAsync(staged.Unpack(Temp.Combine("instance")), staged.Web, ("HOME", Temp.Combine("instance/app")));

        Assert.Equal("nodejs", staged.Result!.Buildpacks.Single().DetectOutput);
        Assert.Equal(["first", "42 1.2.3 production"], said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Without_a_start_script_server_js_is_started()
    {
        App.Write("package.json", "{}");
        App.Write("server.js", "require('http').createServer((_, answer) => answer.end('hi')).listen(process.env.PORT)\n");

        var staged = await StagedApp.OfFolderAsync(Temp, App.Path);
        Assert.True(staged.ExitCode == 0, staged.Log);
        await using var running = await RunningApp.StartAsync(staged.Unpack(Temp.Combine("instance")), staged.Web);

        Assert.Equal("node server.js", staged.Web);
        Assert.Equal("hi", await running.Client.GetStringAsync("/", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_heap_stays_below_the_instances_memory()
    {
        App.Write("package.json", """{"scripts": {"start": "node -p 'require(`v8`).getHeapStatistics().heap_size_limit >> 20'"}}""");

        var staged = await StagedApp.OfFolderAsync(Temp, App.Path);
        var said = await RunningApp.RunAsync(staged.Unpack(Temp.Combine("instance")), staged.Web, ("MEMORY_LIMIT", "256m"));

        Assert.InRange(int.Parse(said.Trim()), 150, 255);
    }

    [Fact]
    public async Task A_dependency_is_installed_and_the_Procfile_wins()
    {
        App.Write("package.json", """{"scripts": {"start": "exit 1"}, "dependencies": {"greet": "file:./packages/greet"}}""");
        App.Write("packages/greet/package.json", """{"name": "greet", "version": "1.0.0"}""");
        App.Write("packages/greet/index.js", "module.exports = () => 'hello from greet'\n");
        App.Write("Procfile", "web: node -p 'require(`greet`)()'\n");

        var staged = await StagedApp.OfFolderAsync(Temp, App.Path);
        Assert.True(staged.ExitCode == 0, staged.Log);

        Assert.Contains("Installing node modules (npm install)", staged.Log, StringComparison.Ordinal);
        Assert.Equal("hello from greet", (await RunningApp.RunAsync(staged.Unpack(Temp.Combine("instance")), staged.Web)).Trim());
    }

    [Fact]
    public async Task Packages_that_come_along_are_kept_and_npm_is_not_asked()
    {
        App.Write("package.json", """{"dependencies": {"no-such-thing": "^9.0.0"}}""");
        App.Write("node_modules/no-such-thing/index.js", "module.exports = 'mine'\n");
        App.Write("server.js", "console.log(require('no-such-thing'))\n");

        var staged = await StagedApp.OfFolderAsync(Temp, App.Path);

        Assert.True(staged.ExitCode == 0, staged.Log);
        Assert.Contains("Prebuild detected", staged.Log, StringComparison.Ordinal);
        Assert.Equal("mine", (await RunningApp.RunAsync(staged.Unpack(Temp.Combine("instance")), staged.Web)).Trim());
    }

    [Fact]
    public async Task A_version_that_is_not_here_is_named_with_those_that_are()
    {
        App.Write("package.json", """{"engines": {"node": "^6.1"}}""");

        var staged = await StagedApp.OfFolderAsync(Temp, App.Path);

        Assert.Equal(225, staged.ExitCode);
        Assert.Matches(@"Unable to install node: no match found for \^6\.1 in \[\d+\.\d+\.\d+", staged.Log);
    }

    [Theory]
    [InlineData("no node", "this machine has no Node.js. Install the package nodejs")]
    [InlineData("no npm", "The app depends on greet, and this machine has no npm")]
    public async Task What_the_machine_lacks_is_named_with_its_cure(string lacks, string said)
    {
        App.Write("package.json", """{"dependencies": {"greet": "1"}}""");
        var bin = Directory.CreateDirectory(Temp.Combine("bin")).FullName;
        if (lacks == "no npm")
            File.CreateSymbolicLink(Path.Combine(bin, "node"), Machine.Current().Find("node")!);

        var package = Zip.OfFolder(App.Path, Temp.Combine("package.zip"));
        var staged = await StagedApp.OfPackageAsync(Temp, package, new Machine([bin]));

        Assert.NotEqual(0, staged.ExitCode);
        Assert.Contains(said, staged.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"name\": ", "Unable to parse package.json")]
    [InlineData("[]", "it must be an object in braces")]
    [InlineData("{\"scripts\": {\"start\": 3}}", "\"scripts\" must be an object of texts")]
    public async Task A_package_json_that_cannot_be_read_is_refused(string text, string said)
    {
        App.Write("package.json", text);

        var staged = await StagedApp.OfFolderAsync(Temp, App.Path);

        Assert.Equal(225, staged.ExitCode);
        Assert.Contains(said, staged.Log, StringComparison.Ordinal);
    }
}
