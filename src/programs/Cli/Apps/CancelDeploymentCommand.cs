using Ingot.ApiClient.Deployments;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Has an app return to the version from before its deployment.</summary>
internal sealed class CancelDeploymentCommand : Command
{
    public override CommandDescription Description => new("cancel-deployment", "Cancel the most recent deployment for an app. Resets the current droplet to the previous deployment's droplet.")
    {
        Usage = "cf cancel-deployment APP_NAME",
        Arguments = [AppLookup.AppName],
        SeeAlso = "app, push",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var name = arguments["APP_NAME"];
        session.SayDoing("Canceling deployment for app", name);
        var app = await session.GetAppAsync(name, cancellationToken);
        if (await session.Api.NewestDeploymentAsync(app.Guid, cancellationToken) is not { Status.IsActive: true } deployment)
            throw new CommandException("No active deployment found for app.");
        await session.Api.CancelDeploymentAsync(deployment.Guid, cancellationToken);
        session.Console.Ok();
        session.Console.Line($"TIP: Run 'cf app {name}' to view app status.");
    }
}
