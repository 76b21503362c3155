using System.Formats.Tar;
using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Tests.Support;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Buildpacks;

public sealed class StagingTests : AppTest
{
    [Fact]
    public async Task Nothing_recognised_is_222_with_CFs_sentence()
    {
        App.Write("notes.txt", "hello");

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
        App.Write(file, "");
        App.Write("index.html", "a template of it");

        var staged = await StageAsync();

        Assert.Equal(222, staged.ExitCode);
        Assert.Contains($"Found {file}: {language} apps are not supported yet.", staged.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Procfile_gives_the_commands_by_type()
    {
        App.Write("Procfile", "web: ./serve --fast\n# none\nworker:   python work.py  \n");

        var staged = await StageAsync();

        Assert.Equal(0, staged.ExitCode);
        Assert.Equal("./serve --fast", staged.Web);
        Assert.Equal("python work.py", staged.Result!.ProcessTypes["worker"]);
    }

    [Fact]
    public async Task A_Procfile_without_a_process_is_a_release_failure()
    {
        App.Write("Procfile", "just words\n");

        var staged = await StageAsync();

        Assert.Equal(224, staged.ExitCode);
    }

    [Fact]
    public async Task A_sole_executable_is_started_and_keeps_its_mode()
    {
        File.SetUnixFileMode(App.Write("my server", "#!/bin/sh\necho it runs in $PWD\n"), (UnixFileMode)0b111_101_101);

        var staged = await StageAsync();
        var droplet = staged.Unpack(Temp.Combine("instance"));

        Assert.Equal($"it runs in {droplet}/app", (await RunningApp.RunAsync(droplet, staged.Web)).Trim());
    }

    [Fact]
    public async Task Without_a_command_the_droplet_is_made_all_the_same()
    {
        App.Write("data.txt", "x");

        var staged = await StageAsync("binary_buildpack");

        Assert.Equal(0, staged.ExitCode);
        Assert.Empty(staged.Result!.ProcessTypes);
        Assert.Contains("No start command specified by buildpack or via Procfile.", staged.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Named_buildpacks_skip_detection_and_the_last_one_decides()
    {
        App.Write("requirements.txt", "");
        App.Write("index.html", "<p>hi");

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
        App.Write("index.html", "<p>hi");

        var staged = await StageAsync("cobol_buildpack");

        Assert.Equal(1, staged.ExitCode);
        Assert.Contains("There is no buildpack cobol_buildpack. Supported: dotnet_core_buildpack,", staged.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_droplet_has_CFs_layout_and_nobodys_name()
    {
        App.Write("Staticfile", "");
        App.Write("index.html", "<p>hi");

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
        App.Write("Staticfile", "root: dist\npushstate: enabled\n");
        App.Write("dist/index.html", "<p>built");
        App.Write("source.ts", "");

        var staged = await StageAsync();
        App.Write("Staticfile.auth", "bob:x");
        using var other = new TempDirectory();
        var refused = await StagedApp.OfFolderAsync(other, App.Path);

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
        App.Write("index.html", "<p>hi");

        var staged = await StageAsync();
        var droplet = staged.Unpack(Temp.Combine("instance"));
        var limit = await RunningApp.RunAsync(droplet, "echo $((0x$DOTNET_GCHeapHardLimit))", ("MEMORY_LIMIT", "128m"));

        Assert.Equal($"{96 * 1024 * 1024}", limit.Trim());
    }

    [Theory]
    [InlineData("app.csproj", "dotnet-sdk-10.0")]
    [InlineData("app.runtimeconfig.json", "aspnetcore-runtime-10.0")]
    [InlineData("requirements.txt", "python3-venv")]
    public async Task A_missing_runtime_is_named_with_its_package(string file, string package)
    {
        App.Write(file, "<Project />");

        var staged = await StagedApp.OfPackageAsync(Temp, Zip.OfFolder(App.Path, Temp.Combine("package.zip")), new Machine([]));

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

    private Task<StagedApp> StageAsync(params string[] buildpacks) => StagedApp.OfFolderAsync(Temp, App.Path, buildpacks);
}
