using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Tests.Support;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Buildpacks;

public sealed class DotnetCoreTests : AppTest
{
    private const string Console = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
        </Project>
        """;

    [Fact]
    public async Task The_only_project_that_makes_a_program_is_published_with_the_one_it_refers_to()
    {
        App.Write("src/Words/Words.csproj", Console.Replace("<OutputType>Exe</OutputType>", ""));
        App.Write("src/Words/Words.cs", "public static class Words { public const string Hello = \"hello from two projects\"; }");
        App.Write(
            "src/Say/Say.csproj",
            Console.Replace("</Project>", "<ItemGroup><ProjectReference Include=\"../Words/Words.csproj\" /></ItemGroup></Project>")
        );
        App.Write("src/Say/Program.cs", "System.Console.WriteLine(Words.Hello);");

        var staged = await StagedApp.OfFolderAsync(Temp, App.Path);
        Assert.True(staged.ExitCode == 0, staged.Log);
        var said = await RunningApp.RunAsync(staged.Unpack(Temp.Combine("instance")), staged.Web);

        Assert.Equal("hello from two projects", said.Trim());
        Assert.Equal("cd \"$DEPS_DIR/0/dotnet_publish\" && exec dotnet Say.dll", staged.Web);
    }

    [Fact]
    public async Task A_published_app_runs_as_it_is()
    {
        App.Write("say.csproj", Console);
        App.Write("Program.cs", "System.Console.WriteLine(\"published before\");");
        var first = await StagedApp.OfFolderAsync(Temp, App.Path);
        var published = Path.Combine(first.Unpack(Temp.Combine("first")), "deps", "0", "dotnet_publish");
        using var package = new Zip(Temp.Combine("published.zip"));
        foreach (var file in Directory.GetFiles(published))
            package.Bytes(Path.GetFileName(file), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        package.Dispose();

        using var other = new TempDirectory();
        var staged = await StagedApp.OfPackageAsync(other, Temp.Combine("published.zip"), Machine.Current());
        var said = await RunningApp.RunAsync(staged.Unpack(other.Combine("instance")), staged.Web);

        Assert.Equal("exec dotnet say.dll", staged.Web);
        Assert.Equal("published before", said.Trim());
    }

    [Fact]
    public async Task What_does_not_compile_is_226_with_the_compilers_words()
    {
        App.Write("bad.csproj", Console);
        App.Write("Program.cs", "this is not C#");

        var staged = await StagedApp.OfFolderAsync(Temp, App.Path);

        Assert.Equal(226, staged.ExitCode);
        Assert.Contains("Program.cs(1,", staged.Log, StringComparison.Ordinal);
        Assert.EndsWith("Failed to run finalize script: dotnet publish failed\n", staged.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_programs_are_a_question_which_deployment_answers()
    {
        App.Write("One/One.csproj", Console);
        App.Write("Two/Two.csproj", Console);
        App.Write("Two/Program.cs", "System.Console.WriteLine(2);");

        var asked = await StagedApp.OfFolderAsync(Temp, App.Path);
        App.Write(".deployment", "[config]\nproject = Two/Two.csproj\n");
        using var other = new TempDirectory();
        var answered = await StagedApp.OfFolderAsync(other, App.Path);

        Assert.Equal(226, asked.ExitCode);
        Assert.Contains("several projects make a program: One/One.csproj, Two/Two.csproj", asked.Log, StringComparison.Ordinal);
        Assert.EndsWith("exec dotnet Two.dll", answered.Web, StringComparison.Ordinal);
    }
}
