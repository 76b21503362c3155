using Ingot.ApiClient.Deployments;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Lets an app's paused canary deployment go on.</summary>
internal sealed class ContinueDeploymentCommand : Command
{
    public override CommandDescription Description => new("continue-deployment", "Continue the most recent deployment for an app.")
    {
        Usage = "cf continue-deployment APP_NAME [--no-wait]",
        Examples = "cf continue-deployment my-app",
        Arguments = [AppLookup.AppName],
        Options = [DeploymentOptions.NoWait],
        SeeAlso = "app, push",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var (console, name) = (session.Console, arguments["APP_NAME"]);
        session.SayDoing("Continuing deployment for app", name);
        console.Line();
        var app = await session.GetAppAsync(name, cancellationToken);
        if (await session.Api.NewestDeploymentAsync(app.Guid, cancellationToken) is not { Status.IsActive: true } deployment)
            throw new CommandException("No active deployment found for app.");
        await new Deploying(session, console.Line, arguments.Has("no-wait")).ContinueAsync(
            app, deployment.Guid, () => console.Line("Waiting for app to deploy...\n"), cancellationToken);
        (await AppSummary.LoadAsync(session, name, withCommands: false, cancellationToken)).Show(console, session.Settings.Time, withCommands: false);
        console.Line($"\nTIP: Run 'cf app {name}' to view app status.");
    }
}
