using Ingot.ApiClient.Packages;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Stages an app's newest package once more and starts the app on the result.</summary>
internal sealed class RestageCommand : Command
{
    public override CommandDescription Description => new("restage", "Stage the app's latest package into a droplet and restart the app with this new droplet and updated configuration (environment variables, service bindings, buildpack, stack, etc.).")
    {
        Alias = "rg",
        Usage = "cf restage APP_NAME\n\nNo instance serves between the stop and the start, unless a strategy is given.",
        Arguments = [AppLookup.AppName],
        Options = DeploymentOptions.Options,
        Environment = [AppLookup.StagingTimeout, AppLookup.StartupTimeout],
        SeeAlso = "restart",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var options = DeploymentOptions.From(arguments);
        var name = arguments["APP_NAME"];
        if (!options.IsGapless)
        {
            session.Console.Warning("This action will cause app downtime.");
            session.Console.Line();
        }
        session.SayInSpace($"Restaging app {name}");
        session.Console.Line();
        var app = await session.GetAppAsync(name, cancellationToken);
        if (await session.Api.NewestPackageAsync(app.Guid, cancellationToken) is not { State: "READY" } package)
            throw new CommandException($"App '{name}' has no eligible packages.\n\nTIP: Use 'cf push {name}' to upload its files.");
        var droplet = await Starting.StageAsync(session, app, package.Guid, cancellationToken);
        if (options.IsGapless)
            await Starting.DeployAsync(session, app, options.Of(app, droplet), arguments.Has("no-wait"), cancellationToken);
        else
            await Starting.StartAsync(session, app, "Restarting", droplet, arguments.Has("no-wait"), cancellationToken);
    }
}
