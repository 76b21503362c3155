using Ingot.Cli.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Revisions;

/// <summary>Brings an app back to one of its revisions, index by index.</summary>
internal sealed class RollbackCommand : Command
{
    public override CommandDescription Description => new("rollback", "Rollback to the specified revision of an app")
    {
        Usage = "cf rollback APP_NAME --version VERSION [-f] [--strategy (rolling | canary [--instance-steps PERCENTAGES])] [--max-in-flight NUMBER]",
        Arguments = [AppLookup.AppName],
        Options =
        [
            Option.Switch(null, 'f', "Force rollback without confirmation"),
            .. DeploymentOptions.How,
            new Option("version", null, "Roll back to the specified revision") { Check = Checks.Positive, IsRequired = true },
        ],
        Environment = [AppLookup.StartupTimeout],
        SeeAlso = "revision, revisions",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var options = DeploymentOptions.From(arguments, strategy: "rolling");
        var (console, name, version) = (session.Console, arguments["APP_NAME"], arguments.Number("version")!.Value);
        var app = await session.GetAppAsync(name, cancellationToken);
        var revision = await session.GetRevisionAsync(app.Guid, version, cancellationToken);
        if (!arguments.Has("f"))
        {
            console.Flavor($"Rolling '{name}' back to revision '{version}' will create a new revision. The new revision will use the settings from revision '{version}'.");
            if (!console.Confirm("Are you sure you want to continue?"))
            {
                console.Line($"App '{name}' has not been rolled back to revision '{version}'.");
                return;
            }
        }
        session.SayInSpace($"Rolling back to revision {version} for app {name}");
        await Starting.DeployAsync(session, app, options.Of(app, droplet: null, revision.Guid), untilFirst: false, cancellationToken);
        console.Ok();
    }
}
