using Ingot.Drill.Measures;
using Ingot.Drill.Target;

namespace Ingot.Drill.Faults;

/// <summary>What happens to a whole zone: the one that runs most instances of the app.</summary>
internal static class ZoneFaults
{
    public static Fault Kill { get; } = new("kill-zone", "kill -9 of every cell of the zone with most instances", Harm.Instances, KillAsync);

    public static Fault Restore { get; } = new("restore", "instances move back into balance over the zones that are there again", Harm.None, RestoreAsync);

    private static async Task KillAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        var zone = Busiest(platform);
        var cells = (await platform.Supervisor.StatusAsync(cancellationToken)).Cells.Where(cell => cell.Zone == zone).ToList();
        await platform.Supervisor.KillZoneAsync(zone, cancellationToken);
        await CellFaults.WhenReplacedAsync(platform, cells, cancellationToken);
    }

    private static Task RestoreAsync(DrilledPlatform platform, CancellationToken cancellationToken) =>
        platform.WhenAsync(async () => await platform.SkewAsync(cancellationToken) <= 1, "the zones were not in balance", cancellationToken);

    private static string Busiest(DrilledPlatform platform) =>
        platform.Watch.Live.Select(live => live.Key).CountBy(holder => holder.Zone).OrderByDescending(zone => zone.Value).ThenBy(zone => zone.Key).First().Key;
}
