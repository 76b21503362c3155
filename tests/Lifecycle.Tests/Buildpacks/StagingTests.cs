using System.Formats.Tar;
using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Tests.Support;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Buildpacks;

public sealed class StagingTests : IDisposable
{
    private readonly TempDirectory temp = new();
    private readonly TempDirectory app = new();

    public void Dispose()
    {
        temp.Dispose();
        app.Dispose();
    }

    [Fact]
    public async Task Nothing_recognised_is_222_with_CFs_sentence()
    {
        app.Write("notes.txt", "hello");

        var staged = await StageAsync();

        Assert.Equal(222, staged.ExitCode);
        Assert.Contains("None of the buildpacks detected a compatible application", staged.Log, StringComparison.Ordinal);
        Assert.Null(staged.Result);
        Assert.False(File.Exists(staged.Droplet));
    }

    [Theory]
    [InlineData("Gemfile", "Ruby")]
    [InlineData("go.mod", "Go")]
    [InlineData("index.php", "PHP")]
    [InlineData("pom.xml", "Java")]
    public async Task A_language_we_do_not_build_is_named(string file, string language)
    {
        app.Write(file, "");
        app.Write("index.html", "a template of it");

        var staged = await StageAsync();

        Assert.Equal(222, staged.ExitCode);
        Assert.Contains($"Found {file}: {language} apps are not supported yet.", staged.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Procfile_gives_the_commands_by_type()
    {
        app.Write("Procfile", "web: ./serve --fast\n# none\nworker:   python work.py  \n");

        var staged = await StageAsync();

        Assert.Equal(0, staged.ExitCode);
        Assert.Equal("./serve --fast", staged.Web);
        Assert.Equal("python work.py", staged.Result!.ProcessTypes["worker"]);
    }

    [Fact]
    public async Task A_Procfile_without_a_process_is_a_release_failure()
    {
        app.Write("Procfile", "just words\n");

        var staged = await StageAsync();

        Assert.Equal(224, staged.ExitCode);
    }

    [Fact]
    public async Task A_sole_executable_is_started_and_keeps_its_mode()
    {
        File.SetUnixFileMode(app.Write("my server", "#!/bin/sh\necho it runs in $PWD\n"), (UnixFileMode)0b111_101_101);

        var staged = await StageAsync();
        var droplet = staged.Unpack(temp.Combine("instance"));

        Assert.Equal($"it runs in {droplet}/app", (await RunningApp.RunAsync(droplet, staged.Web)).Trim());
    }

    [Fact]
    public async Task Without_a_command_the_droplet_is_made_all_the_same()
    {
        app.Write("data.txt", "x");

        var staged = await StageAsync("binary_buildpack");

        Assert.Equal(0, staged.ExitCode);
        Assert.Empty(staged.Result!.ProcessTypes);
        Assert.Contains("No start command specified by buildpack or via Procfile.", staged.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Named_buildpacks_skip_detection_and_the_last_one_decides()
    {
        app.Write("requirements.txt", "");
        app.Write("index.html", "<p>hi");

        var staged = await StageAsync("python_buildpack", "staticfile_buildpack");

        Assert.Equal(0, staged.ExitCode);
        Assert.Equal(["python_buildpack", "staticfile_buildpack"], staged.Result!.Buildpacks.Select(one => one.Name));
        Assert.EndsWith("static public", staged.Web, StringComparison.Ordinal);
        Assert.Contains(staged.Entries(), entry => entry.Name == "./deps/0/bin/python");
        Assert.Contains(staged.Entries(), entry => entry.Name == "./deps/1/");
    }

    [Fact]
    public async Task An_unknown_buildpack_is_refused_with_the_list_of_known_ones()
    {
        app.Write("index.html", "<p>hi");

        var staged = await StageAsync("cobol_buildpack");

        Assert.Equal(1, staged.ExitCode);
        Assert.Contains("There is no buildpack cobol_buildpack. Supported: dotnet_core_buildpack,", staged.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_droplet_has_CFs_layout_and_nobodys_name()
    {
        app.Write("Staticfile", "");
        app.Write("index.html", "<p>hi");

        var staged = await StageAsync();
        var entries = staged.Entries();

        Assert.Equal(
            ["./app/", "./deps/", "./logs/", "./profile.d/", "./staging_info.yml", "./tmp/"],
            entries.Select(entry => entry.Name).Where(name => name.TrimEnd('/').Count(letter => letter == '/') == 1)
        );
        Assert.All(entries.Cast<PosixTarEntry>(), entry => Assert.Equal(("", "", 0), (entry.UserName, entry.GroupName, entry.Uid)));
    }

    [Fact]
    public async Task A_Staticfile_can_name_its_folder_and_passwords_are_not_ignored()
    {
        app.Write("Staticfile", "root: dist\npushstate: enabled\n");
        app.Write("dist/index.html", "<p>built");
        app.Write("source.ts", "");

        var staged = await StageAsync();
        app.Write("Staticfile.auth", "bob:x");
        using var other = new TempDirectory();
        var refused = await StagedApp.OfFolderAsync(other, app.Path);

        Assert.EndsWith("static public --pushstate", staged.Web, StringComparison.Ordinal);
        Assert.Equal(
            ["./app/public/index.html"],
            staged
                .Entries()
                .Select(entry => entry.Name)
                .Where(name => name.StartsWith("./app/public/", StringComparison.Ordinal) && name != "./app/public/")
        );
        Assert.Equal(226, refused.ExitCode);
    }

    [Fact]
    public async Task Our_runtime_is_told_of_the_memory_limit()
    {
        app.Write("index.html", "<p>hi");

        var staged = await StageAsync();
        var droplet = staged.Unpack(temp.Combine("instance"));
        var limit = await RunningApp.RunAsync(droplet, "echo $((0x$DOTNET_GCHeapHardLimit))", ("MEMORY_LIMIT", "128m"));

        Assert.Equal($"{96 * 1024 * 1024}", limit.Trim());
    }

    [Theory]
    [InlineData("app.csproj", "dotnet-sdk-10.0")]
    [InlineData("app.runtimeconfig.json", "aspnetcore-runtime-10.0")]
    [InlineData("requirements.txt", "python3-venv")]
    public async Task A_missing_runtime_is_named_with_its_package(string file, string package)
    {
        app.Write(file, "<Project />");

        var staged = await StagedApp.OfPackageAsync(temp, Zip.OfFolder(app.Path, temp.Combine("package.zip")), new Machine([]));

        Assert.Equal(225, staged.ExitCode);
        Assert.Contains("apt-get install", staged.Log, StringComparison.Ordinal);
        Assert.Contains(package, staged.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_option_is_refused_with_the_usage()
    {
        using var log = new StringWriter();

        var exitCode = await StageCommand.RunAsync(["--speed", "high"], new StagingLog(log), new Machine([]), CancellationToken.None);

        Assert.Equal(1, exitCode);
        Assert.Contains("unknown option --speed. Usage: ingot stage --package", log.ToString(), StringComparison.Ordinal);
    }

    private Task<StagedApp> StageAsync(params string[] buildpacks) => StagedApp.OfFolderAsync(temp, app.Path, buildpacks);
}
