using System.Runtime.CompilerServices;
using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Apps;

/// <summary>Lists the apps of the space.</summary>
internal sealed class AppsCommand : Command
{
    public override CommandDescription Description => new("apps", "List all apps in the target space")
    {
        Alias = "a",
        Usage = "cf apps [--labels SELECTOR]",
        Examples = "cf apps\ncf apps --labels 'environment in (production,staging),tier in (backend)'",
        Options = [new Option("labels", null, "Selector to filter apps by labels")],
        SeeAlso = "events, logs, map-route, push, restart, scale, start, stop",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var (organization, space) = (session.Config.OrganizationFields, session.Config.SpaceFields);
        session.Console.Flavor(FormattableStringFactory.Create("Getting apps in org {0} / space {1} as {2}...", organization.Name, space.Name, session.UserName));
        session.Console.Line();
        var apps = await session.Api.AppsAsync(space.Guid, arguments.Find("labels"), cancellationToken);
        if (apps.Count == 0)
        {
            session.Console.Line("No apps found");
            return;
        }
        var guids = apps.Select(app => app.Guid).ToList();
        var routes = await session.Api.RoutesOfAppsAsync(guids, cancellationToken);
        var processes = await session.Api.ProcessesOfAppsAsync(guids, cancellationToken);
        var summaries = await Task.WhenAll(processes.Select(async process => new ProcessSummary(process, await session.Api.StatsAsync(process.Guid, cancellationToken), [])));
        var byApp = summaries.ToLookup(summary => summary.Process.Relationships?.App?.Data?.Guid);
        session.Console.Table(
        [
            ["name", "requested state", "processes", "routes"],
            .. apps.Select(app => new[]
            {
                app.Name,
                app.State.ToLowerInvariant(),
                string.Join(", ", byApp[app.Guid].InOrder().Select(summary => $"{summary.Process.Type}:{summary.Health}")),
                string.Join(", ", routes.Where(route => route.Destinations.Exists(destination => destination.App.Guid == app.Guid)).Select(route => route.Url)),
            }),
        ]);
    }
}
