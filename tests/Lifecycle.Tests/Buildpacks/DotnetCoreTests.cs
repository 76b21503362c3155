using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Tests.Support;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Buildpacks;

public sealed class DotnetCoreTests : IDisposable
{
    private const string Console = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
        </Project>
        """;

    private readonly TempDirectory temp = new();
    private readonly TempDirectory app = new();

    public void Dispose()
    {
        temp.Dispose();
        app.Dispose();
    }

    [Fact]
    public async Task The_only_project_that_makes_a_program_is_published_with_the_one_it_refers_to()
    {
        app.Write("src/Words/Words.csproj", Console.Replace("<OutputType>Exe</OutputType>", ""));
        app.Write("src/Words/Words.cs", "public static class Words { public const string Hello = \"hello from two projects\"; }");
        app.Write(
            "src/Say/Say.csproj",
            Console.Replace("</Project>", "<ItemGroup><ProjectReference Include=\"../Words/Words.csproj\" /></ItemGroup></Project>")
        );
        app.Write("src/Say/Program.cs", "System.Console.WriteLine(Words.Hello);");

        var staged = await StagedApp.OfFolderAsync(temp, app.Path);
        Assert.True(staged.ExitCode == 0, staged.Log);
        var said = await RunningApp.RunAsync(staged.Unpack(temp.Combine("instance")), staged.Web);

        Assert.Equal("hello from two projects", said.Trim());
        Assert.Equal("cd \"$DEPS_DIR/0/dotnet_publish\" && exec dotnet Say.dll", staged.Web);
    }

    [Fact]
    public async Task A_published_app_runs_as_it_is()
    {
        app.Write("say.csproj", Console);
        app.Write("Program.cs", "System.Console.WriteLine(\"published before\");");
        var first = await StagedApp.OfFolderAsync(temp, app.Path);
        var published = Path.Combine(first.Unpack(temp.Combine("first")), "deps", "0", "dotnet_publish");
        using var package = new Zip(temp.Combine("published.zip"));
        foreach (var file in Directory.GetFiles(published))
            package.Bytes(Path.GetFileName(file), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        package.Dispose();

        using var other = new TempDirectory();
        var staged = await StagedApp.OfPackageAsync(other, temp.Combine("published.zip"), Machine.Current());
        var said = await RunningApp.RunAsync(staged.Unpack(other.Combine("instance")), staged.Web);

        Assert.Equal("exec dotnet say.dll", staged.Web);
        Assert.Equal("published before", said.Trim());
    }

    [Fact]
    public async Task What_does_not_compile_is_226_with_the_compilers_words()
    {
        app.Write("bad.csproj", Console);
        app.Write("Program.cs", "this is not C#");

        var staged = await StagedApp.OfFolderAsync(temp, app.Path);

        Assert.Equal(226, staged.ExitCode);
        Assert.Contains("Program.cs(1,", staged.Log, StringComparison.Ordinal);
        Assert.EndsWith("Failed to run finalize script: dotnet publish failed\n", staged.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_programs_are_a_question_which_deployment_answers()
    {
        app.Write("One/One.csproj", Console);
        app.Write("Two/Two.csproj", Console);
        app.Write("Two/Program.cs", "System.Console.WriteLine(2);");

        var asked = await StagedApp.OfFolderAsync(temp, app.Path);
        app.Write(".deployment", "[config]\nproject = Two/Two.csproj\n");
        using var other = new TempDirectory();
        var answered = await StagedApp.OfFolderAsync(other, app.Path);

        Assert.Equal(226, asked.ExitCode);
        Assert.Contains("several projects make a program: One/One.csproj, Two/Two.csproj", asked.Log, StringComparison.Ordinal);
        Assert.EndsWith("exec dotnet Two.dll", answered.Web, StringComparison.Ordinal);
    }
}
