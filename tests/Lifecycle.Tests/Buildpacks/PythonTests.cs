using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Tests.Support;

namespace Ingot.Lifecycle.Tests.Buildpacks;

public sealed class PythonTests : AppTest
{
    [Fact]
    public async Task Requirements_are_installed_and_work_from_another_folder()
    {
        App.Write("requirements.txt", "ingot-greet==1.0  # comes with the app\n");
        VendorGreet();

        var staged = await StagedApp.OfFolderAsync(Temp, App.Path);
        Assert.True(staged.ExitCode == 0, staged.Log);
        var droplet = staged.Unpack(Temp.Combine("instance"));

        Assert.Equal("hello from greet", (await RunningApp.RunAsync(droplet, "greet")).Trim());
        Assert.Equal($"{droplet}/deps/0", (await RunningApp.RunAsync(droplet, "python -c 'import sys; print(sys.prefix)'")).Trim());
    }

    [Fact]
    public async Task Requirements_that_cannot_be_had_are_taken_from_an_interpreter_that_has_them()
    {
        App.Write("requirements.txt", "ingot-greet>=1\n");
        var machine = await MachineWithGreetAsync();

        var staged = await StagedApp.OfPackageAsync(Temp, Zip.OfFolder(App.Path, Temp.Combine("package.zip")), machine);
        Assert.True(staged.ExitCode == 0, staged.Log);
        var droplet = staged.Unpack(Temp.Combine("instance"));

        Assert.Contains("ingot-greet is installed there", staged.Log, StringComparison.Ordinal);
        Assert.Equal("hello from greet", (await RunningApp.RunAsync(droplet, "greet")).Trim());
        Assert.Equal("hello from greet", (await RunningApp.RunAsync(droplet, "python -m ingot_greet")).Trim());
    }

    [Fact]
    public async Task Unmet_requirements_are_named_with_what_each_interpreter_has()
    {
        App.Write("requirements.txt", "ingot-greet>=2\nno-such-thing==9\n");

        var staged = await StagedApp.OfPackageAsync(
            Temp,
            Zip.OfFolder(App.Path, Temp.Combine("package.zip")),
            await MachineWithGreetAsync()
        );

        Assert.Equal(225, staged.ExitCode);
        Assert.Contains("ingot-greet is 1.0, wanted is >=2", staged.Log, StringComparison.Ordinal);
        Assert.Contains("no-such-thing is not installed", staged.Log, StringComparison.Ordinal);
        Assert.EndsWith("Failed to run all supply scripts\n", staged.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pipfile", "[dev-packages]\npytest = \"*\"\n[packages]\ningot-greet = \"*\"\n")]
    [InlineData("Pipfile.lock", """{"default": {"ingot-greet": {"version": "==1.0"}}, "develop": {"pytest": {}}}""")]
    public async Task A_Pipfile_is_understood(string file, string text)
    {
        App.Write(file, text);

        var staged = await StagedApp.OfPackageAsync(
            Temp,
            Zip.OfFolder(App.Path, Temp.Combine("package.zip")),
            await MachineWithGreetAsync()
        );

        Assert.True(staged.ExitCode == 0, staged.Log);
        Assert.Contains("ingot-greet is installed there", staged.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_requirements_nothing_is_installed()
    {
        App.Write("requirements.txt", "# none\n");

        var staged = await StagedApp.OfFolderAsync(Temp, App.Path);
        var said = await RunningApp.RunAsync(staged.Unpack(Temp.Combine("instance")), "python3 -c 'print(6 * 7)'");

        Assert.DoesNotContain("Installing", staged.Log, StringComparison.Ordinal);
        Assert.Equal("42", said.Trim());
    }

    /// <summary>A machine whose only Python has a distribution called ingot-greet.</summary>
    private async Task<Machine> MachineWithGreetAsync()
    {
        var python = Machine.Current().Find("python3")!;
        var made = await new Command(python, "-m", "venv", "--without-pip", Temp.Combine("venv")) { Directory = Temp.Path }.RunQuietlyAsync(
            TestContext.Current.CancellationToken
        );
        Assert.True(made.Succeeded, made.Errors);
        var site = Directory.GetDirectories(Temp.Combine("venv/lib"), "python3*").Single() + "/site-packages";
        foreach (var (name, text) in Greet)
            Temp.Write(Path.Combine(site, name), text);
        // pip looks into this folder instead of the network, and finds nothing.
        App.Write("vendor/README", "empty");
        return new Machine([Temp.Combine("venv/bin")]);
    }

    private void VendorGreet()
    {
        App.Write("vendor/README", "one wheel");
        using var wheel = new Zip(App.Combine("vendor/ingot_greet-1.0-py3-none-any.whl"));
        foreach (var (name, text) in Greet)
            wheel.File(name, text);
    }

    private static readonly (string Name, string Text)[] Greet =
    [
        ("ingot_greet.py", "def main():\n    print('hello from greet')\n\nif __name__ == '__main__':\n    main()\n"),
        ("ingot_greet-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: ingot-greet\nVersion: 1.0\n"),
        ("ingot_greet-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: by hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
        ("ingot_greet-1.0.dist-info/entry_points.txt", "[console_scripts]\ngreet = ingot_greet:main\n"),
        ("ingot_greet-1.0.dist-info/RECORD", "ingot_greet.py,,\n"),
    ];
}
