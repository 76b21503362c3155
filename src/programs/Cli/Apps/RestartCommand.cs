using Ingot.Cli.CommandLine;
using Ingot.Cli.Pushing;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Stops an app and starts it again.</summary>
internal sealed class RestartCommand : Command
{
    public override CommandDescription Description => new("restart", "Stop all instances of the app, then start them again.")
    {
        Alias = "rs",
        Usage = "cf restart APP_NAME\n\nNo instance serves between the stop and the start.\n\nWhat was pushed and not staged yet is staged first.",
        Arguments = [AppLookup.AppName],
        Options =
        [
            new Option("strategy", null, "Deployment strategy, either rolling or null.") { Check = Checks.Strategy },
            Option.Switch("no-wait", null, "Exit when the first instance of the web process is healthy"),
        ],
        Environment = [AppLookup.StagingTimeout, AppLookup.StartupTimeout],
        SeeAlso = "restage, restart-app-instance",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        Strategies.Refuse(arguments.Find("strategy"));
        var app = await session.GetAppAsync(arguments["APP_NAME"], cancellationToken);
        var package = await Starting.FindUnstagedPackageAsync(session, app.Guid, cancellationToken);
        await Starting.RunAsync(session, app, "Restarting", package, arguments.Has("no-wait"), cancellationToken);
    }
}
