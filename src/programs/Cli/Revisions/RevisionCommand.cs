using Ingot.ApiClient.Revisions;
using Ingot.Cli.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Revisions;

/// <summary>Shows one revision of an app, or those that are deployed.</summary>
internal sealed class RevisionCommand : Command
{
    public override CommandDescription Description => new("revision", "Show details for a specific app revision")
    {
        Usage = "cf revision APP_NAME [--version VERSION]",
        Arguments = [AppLookup.AppName],
        Options = [new Option("version", null, "The integer representing the specific revision to show") { Check = Checks.Positive }],
        SeeAlso = "revisions, rollback",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var (name, version) = (arguments["APP_NAME"], arguments.Number("version"));
        if (version is null)
            session.SayDoing("Showing revisions for app", name);
        else
            session.SayInSpace($"Showing revision {version} for app {name}");
        session.Console.Line();
        var app = await session.GetAppAsync(name, cancellationToken);
        var deployed = await session.Api.DeployedRevisionsAsync(app.Guid, cancellationToken);
        var shown = version is null ? deployed : [await session.GetRevisionAsync(app.Guid, version.Value, cancellationToken)];
        foreach (var revision in shown)
            await ShowAsync(session, revision, deployed.Exists(other => other.Guid == revision.Guid), cancellationToken);
    }

    private static async Task ShowAsync(Session session, RevisionResource revision, bool isDeployed, CancellationToken cancellationToken)
    {
        var console = session.Console;
        console.KeyValues(
            ("revision:", $"{revision.Version}"),
            ("deployed:", isDeployed ? "true" : "false"),
            ("description:", revision.Description),
            ("deployable:", revision.Deployable ? "true" : "false"),
            ("revision GUID:", revision.Guid),
            ("droplet GUID:", revision.Droplet?.Guid ?? ""),
            ("created on:", revision.CreatedAt));
        console.Line();
        Show(console, "labels:", revision.Metadata.Labels);
        Show(console, "annotations:", revision.Metadata.Annotations);
        Show(console, "application environment variables:", await session.Api.VariablesOfRevisionAsync(revision.Guid, cancellationToken));
    }

    private static void Show(CliConsole console, string title, IReadOnlyDictionary<string, string> values)
    {
        console.Line(console.Paint(title, Style.Bold));
        if (values.Count == 0)
            return;
        console.KeyValues(values.Select(value => ($"{value.Key}:", value.Value)));
        console.Line();
    }
}
