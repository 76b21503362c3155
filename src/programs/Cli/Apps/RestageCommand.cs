using Ingot.ApiClient.Packages;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Pushing;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Stages an app's newest package once more and starts the app on the result.</summary>
internal sealed class RestageCommand : Command
{
    public override CommandDescription Description => new("restage", "Stage the app's latest package into a droplet and restart the app with this new droplet and updated configuration (environment variables, service bindings, buildpack, stack, etc.).")
    {
        Alias = "rg",
        Usage = "cf restage APP_NAME\n\nNo instance serves between the stop and the start.",
        Arguments = [AppLookup.AppName],
        Options =
        [
            new Option("strategy", null, "Deployment strategy, either rolling or null.") { Check = Checks.Strategy },
            Option.Switch("no-wait", null, "Exit when the first instance of the web process is healthy"),
        ],
        Environment = [AppLookup.StagingTimeout, AppLookup.StartupTimeout],
        SeeAlso = "restart",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        Strategies.Refuse(arguments.Find("strategy"));
        var name = arguments["APP_NAME"];
        session.Console.Warning("This action will cause app downtime.");
        session.Console.Line();
        session.SayInSpace($"Restaging app {name}");
        session.Console.Line();
        var app = await session.GetAppAsync(name, cancellationToken);
        if (await session.Api.NewestPackageAsync(app.Guid, cancellationToken) is not { State: "READY" } package)
            throw new CommandException($"App '{name}' has no eligible packages.\n\nTIP: Use 'cf push {name}' to upload its files.");
        var droplet = await Starting.StageAsync(session, app, package.Guid, cancellationToken);
        await Starting.StartAsync(session, app, "Restarting", droplet, arguments.Has("no-wait"), cancellationToken);
    }
}
