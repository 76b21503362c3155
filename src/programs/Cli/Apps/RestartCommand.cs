using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Stops an app and starts it again.</summary>
internal sealed class RestartCommand : Command
{
    public override CommandDescription Description => new("restart", "Stop all instances of the app, then start them again.")
    {
        Alias = "rs",
        Usage = "cf restart APP_NAME\n\nNo instance serves between the stop and the start, unless a strategy is given.\n\nWhat was pushed and not staged yet is staged first.",
        Arguments = [AppLookup.AppName],
        Options = DeploymentOptions.Options,
        Environment = [AppLookup.StagingTimeout, AppLookup.StartupTimeout],
        SeeAlso = "restage, restart-app-instance",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var options = DeploymentOptions.From(arguments);
        var app = await session.GetAppAsync(arguments["APP_NAME"], cancellationToken);
        var package = await Starting.FindUnstagedPackageAsync(session, app.Guid, cancellationToken);
        if (!options.IsGapless)
        {
            await Starting.RunAsync(session, app, "Restarting", package, arguments.Has("no-wait"), cancellationToken);
            return;
        }
        session.SayDoing("Restarting app", app.Name);
        session.Console.Line();
        var droplet = package is null ? null : await Starting.StageAsync(session, app, package, cancellationToken);
        await Starting.DeployAsync(session, app, options.Of(app, droplet), arguments.Has("no-wait"), cancellationToken);
    }
}
