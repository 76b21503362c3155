using Ingot.Router.Routes;
using Ingot.Router.Upstreams;
using Microsoft.Extensions.Logging;

namespace Ingot.Router.Health;

/// <summary>
/// Takes instances that hang out of the rotation: those that begin no answer for a time, be it to a question that takes none, while others
/// of the route answer. What may be asked of another instance is; when a hanging one answers again it is back.
/// </summary>
internal sealed partial class HangWatch(LiveRoutes routes, TimeSpan hangTime, TimeProvider time, ILogger logger)
{
    private const int LooksUntilHung = 10;
    private const int LooksUntilProbe = LooksUntilHung / 2;

    private readonly Prober prober = new(time);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(hangTime / LooksUntilHung, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (routes.Current is { } snapshot)
                    Look(snapshot);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The router stops.
        }
    }

    private void Look(RouteSnapshot snapshot)
    {
        foreach (var endpoint in snapshot.Endpoints.Values)
        {
            endpoint.Pulse.Look();
            if (endpoint.IsHung && endpoint.Pulse.SinceAnswer == 0)
            {
                endpoint.IsHung = false;
                LogAnswersAgain(endpoint.Instance.InstanceGuid, endpoint.Instance.Index, endpoint.Instance.AppGuid);
            }
        }
        foreach (var pool in snapshot.Pools)
        {
            foreach (var endpoint in pool.Endpoints)
                Judge(endpoint, pool);
        }
    }

    private void Judge(Endpoint endpoint, EndpointPool pool)
    {
        var silence = endpoint.Pulse.Silence;
        if (!endpoint.IsHung && silence < LooksUntilProbe)
            return;
        // Of a single instance there is nothing to decide.
        if (pool.Endpoints.Length == 1)
            return;
        prober.Probe(endpoint);
        if (!endpoint.IsHung && !pool.Endpoints.Any(other => Answers(other, silence)))
        {
            // Perhaps nobody asked the others anything.
            if (pool.Endpoints.FirstOrDefault(other => other is { IsProbed: false, IsOut: false }) is { } other)
                prober.Probe(other);
            return;
        }
        if (!endpoint.IsHung && silence >= LooksUntilHung)
        {
            endpoint.IsHung = true;
            LogHung(endpoint.Instance.InstanceGuid, endpoint.Instance.Index, endpoint.Instance.AppGuid, hangTime.TotalSeconds);
        }
        if (endpoint.IsHung && pool.Endpoints.Any(other => !other.IsOut))
            endpoint.Connections.MoveWaiting();
    }

    /// <summary>Whether an endpoint has begun an answer while another was silent.</summary>
    private static bool Answers(Endpoint other, int silence) => !other.IsHung && other.Pulse.SinceAnswer < silence;

    [LoggerMessage(LogLevel.Warning, "Instance {Instance} (index {Index} of app {App}) has begun no answer for {Seconds} s: out of the rotation")]
    private partial void LogHung(string instance, int index, string app, double seconds);

    [LoggerMessage(LogLevel.Information, "Instance {Instance} (index {Index} of app {App}) answers again")]
    private partial void LogAnswersAgain(string instance, int index, string app);
}
