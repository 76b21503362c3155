using System.Text.Json;
using Ingot.ApiClient.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Apps;

/// <summary>Shows an app's environment.</summary>
internal sealed class EnvCommand : Command
{
    public override CommandDescription Description => new("env", "Show all env variables for an app")
    {
        Alias = "e",
        Usage = "cf env APP_NAME",
        Arguments = [AppLookup.AppName],
        SeeAlso = "app, apps, set-env, unset-env",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var name = arguments["APP_NAME"];
        session.SayInSpace($"Getting env variables for app {name}");
        var app = await session.GetAppAsync(name, cancellationToken);
        var environment = await session.Api.EnvironmentAsync(app.Guid, cancellationToken);
        var console = session.Console;
        Title(console, "System-Provided:");
        ShowJson(console, environment.SystemEnvJson);
        console.Line();
        ShowJson(console, environment.ApplicationEnvJson);
        console.Line();
        Show(console, "User-Provided:", "user-provided", environment.EnvironmentVariables);
        Show(console, "Running Environment Variable Groups:", "running", environment.RunningEnvJson);
        Show(console, "Staging Environment Variable Groups:", "staging", environment.StagingEnvJson);
    }

    private static void Title(CliConsole console, string title) => console.Line(console.Paint(title, Style.Bold));

    private static void ShowJson(CliConsole console, SortedDictionary<string, JsonElement> variables)
    {
        foreach (var (name, value) in variables)
            console.Line($"{name}: {JsonText.Of(value)}\n");
    }

    private static void Show(CliConsole console, string title, string kind, SortedDictionary<string, JsonElement> variables)
    {
        if (variables.Count == 0)
            console.Line($"No {kind} env variables have been set");
        else
            Title(console, title);
        foreach (var (name, value) in variables)
            console.Line($"{name}: {value}");
        console.Line();
    }
}
