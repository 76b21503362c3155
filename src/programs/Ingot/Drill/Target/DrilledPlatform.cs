using System.Net;
using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Http;
using Ingot.Drill.Clocks;
using Ingot.Drill.Holders;
using Ingot.Protocol.Supervisor;

namespace Ingot.Drill.Target;

/// <summary>The app that is drilled and the platform under it, as the drill looks at and acts on them.</summary>
internal sealed class DrilledPlatform(SupervisorClient supervisor, ApiConnection api, DrilledApp app, HolderWatch watch, DrillClock clock)
{
    /// <summary>Longer than the platform takes for anything but a crashed index that has to wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public SupervisorClient Supervisor => supervisor;

    public ApiConnection Api => api;

    public DrilledApp App => app;

    public HolderWatch Watch => watch;

    public DrillClock Clock => clock;

    /// <summary>Places of cells that the drill has drained and not restored yet.</summary>
    public IReadOnlyList<string> Drained { get; set; } = [];

    /// <summary>The platform's processes. A supervisor that is becoming its successor answers a moment later.</summary>
    public async Task<PlatformStatus> StatusAsync(CancellationToken cancellationToken)
    {
        PlatformStatus? status = null;
        await WhenAsync(async () => (status = await FindStatusAsync(cancellationToken)) is not null, "the supervisor did not answer", cancellationToken);
        return status!;
    }

    /// <summary>Waits until something is so.</summary>
    /// <exception cref="DrillException">It was not in time.</exception>
    /// <param name="why">Asked when it was not.</param>
    public async Task WhenAsync(Func<Task<bool>> isSo, string what, CancellationToken cancellationToken, Func<string?>? why = null)
    {
        if (!await clock.WaitAsync(isSo, Patience, cancellationToken))
            throw new DrillException($"{what} within {Patience.TotalSeconds:0} s{(why?.Invoke() is { } reason ? $": {reason}" : "")}");
    }

    public Task WhenGoneAsync(IReadOnlyCollection<Holder> holders, CancellationToken cancellationToken) =>
        WhenAsync(() => Task.FromResult(!holders.Any(holder => watch.IsLive(holder.InstanceGuid))), "its processes did not end", cancellationToken);

    /// <summary>Whether exactly so many instances run, all of them alive, on a platform that has all its processes.</summary>
    public async Task<bool> ServesAsync(int instances, CancellationToken cancellationToken)
    {
        try
        {
            var status = await StatusAsync(cancellationToken);
            if (status.Roles.Any(role => role.Pid == 0) || status.Cells.Any(cell => cell.State != CellProcessState.Running))
                return false;
            var rows = await api.StatsAsync(app.ProcessGuid, cancellationToken);
            return rows.Count == instances && rows.TrueForAll(row => row.IsRunning && row.InstanceGuid is { } guid && watch.IsLive(guid));
        }
        catch (Exception exception) when (exception is UnreachableException or ApiException { Status: >= HttpStatusCode.InternalServerError })
        {
            return false;
        }
    }

    /// <summary>By how many instances the zones that have a running cell differ.</summary>
    public async Task<int> SkewAsync(CancellationToken cancellationToken)
    {
        var status = await StatusAsync(cancellationToken);
        var counts = status.Cells.Where(cell => cell.State == CellProcessState.Running).Select(cell => cell.Zone).Distinct().ToDictionary(zone => zone, _ => 0);
        foreach (var instance in watch.Live.Select(live => live.Key))
            counts[instance.Zone] = counts.GetValueOrDefault(instance.Zone) + 1;
        return counts.Values.Max() - counts.Values.Min();
    }

    private async Task<PlatformStatus?> FindStatusAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await supervisor.StatusAsync(cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
