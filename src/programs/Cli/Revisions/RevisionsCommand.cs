using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Revisions;
using Ingot.Cli.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Revisions;

/// <summary>Lists what an app has been started with.</summary>
internal sealed class RevisionsCommand : Command
{
    public override CommandDescription Description => new("revisions", "List revisions of an app")
    {
        Usage = "cf revisions APP_NAME",
        Arguments = [AppLookup.AppName],
        SeeAlso = "revision, rollback",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var (console, name) = (session.Console, arguments["APP_NAME"]);
        session.SayDoing("Getting revisions for app", name);
        var app = await session.GetAppAsync(name, cancellationToken);
        if (!await session.Api.HasFeatureAsync(app.Guid, "revisions", cancellationToken))
            console.Warning($"Warning: Revisions for app '{name}' are disabled. Updates to the app will not create new revisions.");
        if (!app.IsStarted)
            console.Line("\nInfo: this app is in a stopped state. It is not possible to determine which revision is currently deployed.");
        console.Line();
        var revisions = await session.Api.RevisionsAsync(app.Guid, cancellationToken);
        if (revisions.Count == 0)
        {
            console.Line("No revisions found");
            return;
        }
        var deployed = (await session.Api.DeployedRevisionsAsync(app.Guid, cancellationToken)).Select(revision => revision.Guid).ToHashSet();
        if (deployed.Count > 1)
            console.Line("Info: this app is in the middle of a deployment. More than one revision is deployed.\n");
        console.Table(
        [
            ["revision", "description", "deployable", "revision guid", "created at"],
            .. revisions.Select(revision => new[]
            {
                $"{revision.Version}{(deployed.Contains(revision.Guid) ? "(deployed)" : "")}",
                revision.Description,
                revision.Deployable ? "true" : "false",
                revision.Guid,
                revision.CreatedAt,
            }),
        ]);
    }
}
