using Ingot.Drill.Measures;
using Ingot.Drill.Target;
using Ingot.Hosting;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Controller;

namespace Ingot.Drill.Faults;

/// <summary>What happens to a whole zone: the one that runs most instances of the app.</summary>
internal static class ZoneFaults
{
    public static Fault Kill { get; } = new("kill-zone", "kill -9 of every cell of the zone with most instances", Harm.Instances, KillAsync);

    public static Fault Drain { get; } =
        new("drain-zone", "the zone with most instances is drained, and restored when it is empty", Harm.None, DrainAndRestoreAsync);

    public static Fault Restore { get; } =
        new("restore", "a drained zone is restored, and instances move back into balance", Harm.None, RestoreAsync)
        {
            PrepareAsync = DrainAsync,
        };

    private static async Task KillAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        var zone = Busiest(platform);
        var cells = (await platform.StatusAsync(cancellationToken)).Cells.Where(cell => cell.Zone == zone).ToList();
        await platform.Supervisor.KillZoneAsync(zone, cancellationToken);
        await CellFaults.WhenReplacedAsync(platform, cells, cancellationToken);
    }

    private static async Task DrainAndRestoreAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        await DrainAsync(platform, cancellationToken);
        await RestoreDrainedAsync(platform);
    }

    /// <summary>Returns when the zone is empty; otherwise it is restored.</summary>
    private static async Task DrainAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        var zone = Busiest(platform);
        var cells = (await platform.StatusAsync(cancellationToken)).Cells.Where(cell => cell.Zone == zone).Select(cell => CellSlot.Of(cell.Name)).Distinct().ToList();
        platform.Drained = cells;
        using var controller = new DrainClient(DataDirectory.ControllerSocket);
        try
        {
            await controller.OrderAsync(new DrainOrder(cells, Drain: true), cancellationToken);
            DrainReport[] reports = [];
            await platform.WhenAsync(
                async () =>
                {
                    reports = [.. (await controller.ReportAsync(cancellationToken)).Where(report => cells.Contains(report.Cell))];
                    return Array.TrueForAll(reports, report => report.Left == 0);
                },
                $"zone {zone} did not become empty",
                cancellationToken,
                why: () => Array.Find(reports, report => report.Waiting is not null)?.Waiting
            );
        }
        catch
        {
            await RestoreDrainedAsync(platform);
            throw;
        }
    }

    private static async Task RestoreAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        await RestoreDrainedAsync(platform);
        await platform.WhenAsync(
            async () => await platform.SkewAsync(cancellationToken) <= 1,
            "the zones were not in balance",
            cancellationToken
        );
    }

    private static async Task RestoreDrainedAsync(DrilledPlatform platform)
    {
        using var controller = new DrainClient(DataDirectory.ControllerSocket);
        await controller.OrderAsync(new DrainOrder(platform.Drained, Drain: false), CancellationToken.None);
        platform.Drained = [];
    }

    private static string Busiest(DrilledPlatform platform) =>
        platform.Watch.Live.Select(live => live.Key).CountBy(holder => holder.Zone).OrderByDescending(zone => zone.Value).ThenBy(zone => zone.Key).First().Key;
}
