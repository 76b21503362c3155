using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Tests.Fakes;

/// <summary>What a run of the client came to.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Errors);

/// <summary>A client with a home and a directory of its own.</summary>
internal sealed class Client : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("cf-test-");

    public Client() => Directory.CreateDirectory(WorkingDirectory);

    public string WorkingDirectory => Path.Combine(root.FullName, "work");

    public string Home => Path.Combine(root.FullName, "home");

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Whether a person looks at the output.</summary>
    public bool IsTerminal { get; set; }

    /// <summary>What is typed.</summary>
    public string Input { get; set; } = "";

    public string Config => File.ReadAllText(Path.Combine(Home, ".cf", "config.json"));

    /// <summary>A client that is logged in and has a target.</summary>
    public static async Task<Client> LoggedInAsync(FakePlatform platform)
    {
        var client = new Client();
        var result = await client.RunAsync("login", "-a", platform.Url, "-u", "admin", "-p", FakePlatform.Password);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        return client;
    }

    public Task<RunResult> RunAsync(params string[] words) => RunAsync(words, TestContext.Current.CancellationToken);

    public async Task<RunResult> RunAsync(string[] words, CancellationToken cancellationToken)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var environment = new CliEnvironment(name => name == "CF_HOME" ? Home : Environment.GetValueOrDefault(name), WorkingDirectory);
        var exitCode = await CliProgram.RunAsync(words, new CliConsole(output, errors, new StringReader(Input)) { IsTerminal = IsTerminal }, environment, cancellationToken);
        return new RunResult(exitCode, output.ToString(), errors.ToString());
    }

    public string Write(string path, string text)
    {
        var file = Path.Combine(WorkingDirectory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose() => root.Delete(recursive: true);
}
