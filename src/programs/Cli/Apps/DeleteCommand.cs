using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Http;
using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Apps;

/// <summary>Deletes an app, and its routes when asked to.</summary>
internal sealed class DeleteCommand : Command
{
    public override CommandDescription Description => new("delete", "Delete an app")
    {
        Alias = "d",
        Usage = "cf delete APP_NAME [-r] [-f]",
        Arguments = [AppLookup.AppName],
        Options = [Option.Switch(null, 'f', "Force deletion without confirmation"), Option.Switch(null, 'r', "Also delete any mapped routes")],
        SeeAlso = "apps, scale, stop",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var name = arguments["APP_NAME"];
        var withRoutes = arguments.Has("r");
        if (!arguments.Has("f") && !Confirm(session.Console, name, withRoutes))
        {
            session.Console.Line($"App '{name}' has not been deleted.");
            return;
        }
        session.SayDoing("Deleting app", name);
        if (await session.Api.FindAppAsync(name, session.Config.SpaceFields.Guid, cancellationToken) is { } app)
            await DeleteAsync(session, app, withRoutes, cancellationToken);
        else
            session.Console.Warning($"App '{name}' does not exist.");
        session.Console.Ok();
    }

    private static bool Confirm(CliConsole console, string name, bool withRoutes)
    {
        if (!withRoutes)
            return console.Confirm($"Really delete the app {name}?");
        console.Line("Deleting the app and associated routes will make apps with this route, in any org, unreachable.");
        return console.Confirm($"Really delete the app {name} and associated routes?");
    }

    private static async Task DeleteAsync(Session session, AppResource app, bool withRoutes, CancellationToken cancellationToken)
    {
        var routes = withRoutes ? await session.Api.RoutesOfAppAsync(app.Guid, cancellationToken) : [];
        if (routes.Find(route => route.Destinations.Exists(destination => destination.App.Guid != app.Guid)) is { } shared)
        {
            throw new CommandException(
                $"App '{app.Name}' was not deleted because route '{shared.Url}' is mapped to more than one app.\n\n"
                + $"TIP: Run 'cf delete {app.Name}' to delete the app and 'cf delete-route' to delete the route.");
        }
        await session.Api.DeleteAppAsync(app.Guid, cancellationToken);
        foreach (var route in routes)
        {
            try
            {
                await session.Api.DeleteRouteAsync(route.Guid, cancellationToken);
            }
            catch (ApiException gone) when (gone.IsNotFound)
            {
                // Somebody else deleted it meanwhile; that is what was wanted.
            }
        }
    }
}
