using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Http;
using Ingot.ApiClient.Routes;

namespace Ingot.Drill.Target;

/// <summary>The app a drill is about: its web process, as the drill found it.</summary>
/// <param name="Url">Its first route, without a scheme.</param>
internal sealed record DrilledApp(string Name, string Guid, string ProcessGuid, int Instances, string Url)
{
    /// <summary>Finds the app by its name, wherever it is, or by its guid.</summary>
    /// <exception cref="DrillException">There is none, there are several, or it is not what a drill can measure.</exception>
    public static async Task<DrilledApp> FindAsync(ApiConnection api, string nameOrGuid, CancellationToken cancellationToken)
    {
        var found = await api.AppsByNameAsync(nameOrGuid, cancellationToken);
        if (found.Count == 0)
            found = await api.AppsByGuidAsync([nameOrGuid], cancellationToken);
        var app = found switch
        {
            [var one] => one,
            [] => throw new DrillException($"There is no app {nameOrGuid}. `cf apps` lists those of a space."),
            _ => throw new DrillException($"{found.Count} apps are called {nameOrGuid}. Name one by its guid, which `cf app {nameOrGuid} --guid` prints."),
        };
        if (!app.IsStarted)
            throw new DrillException($"App {app.Name} is not started; there is nothing to measure. Start it with `cf start {app.Name}`.");
        var web = (await api.ProcessesAsync(app.Guid, cancellationToken)).Find(process => process.Type == "web");
        if (web is not { Instances: > 0 })
            throw new DrillException($"App {app.Name} has no web instance. Give it some with `cf scale {app.Name} -i 3`.");
        if ((await api.RoutesOfAppAsync(app.Guid, cancellationToken)) is not [var route, ..])
            throw new DrillException($"App {app.Name} has no route, so no request can reach it. Give it one with `cf map-route`.");
        return new DrilledApp(app.Name, app.Guid, web.Guid, web.Instances, route.Url);
    }
}
