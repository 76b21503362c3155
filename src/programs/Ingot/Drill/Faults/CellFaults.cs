using Ingot.Drill.Measures;
using Ingot.Drill.Target;
using Ingot.Protocol.Supervisor;
using Ingot.Sandbox.Processes;

namespace Ingot.Drill.Faults;

/// <summary>What happens to one cell: the one that runs most instances of the app.</summary>
internal static class CellFaults
{
    public static Fault Kill { get; } = new("kill-cell", "kill -9 of the cell with most instances", Harm.Instances, KillAsync);

    public static Fault Hang { get; } =
        new("hang-cell", "SIGSTOP of the cell with most instances; the supervisor kills it after 5 s", Harm.Instances, HangAsync);

    private static async Task KillAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        var cell = await BusiestAsync(platform, cancellationToken);
        await platform.Supervisor.KillCellAsync(cell.Name, cancellationToken);
        await WhenReplacedAsync(platform, [cell], cancellationToken);
    }

    private static async Task HangAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        var cell = await BusiestAsync(platform, cancellationToken);
        try
        {
            _ = Signals.Send(cell.Pid, Signals.Stop);
            await WhenReplacedAsync(platform, [cell], cancellationToken);
        }
        finally
        {
            if ((await platform.StatusAsync(CancellationToken.None)).Cells.Any(present => present.Incarnation == cell.Incarnation))
                _ = Signals.Send(cell.Pid, Signals.Continue);
        }
    }

    /// <summary>Waits until other incarnations have taken the places of cells, and none of their instances is left.</summary>
    public static async Task WhenReplacedAsync(DrilledPlatform platform, IReadOnlyCollection<CellProcess> cells, CancellationToken cancellationToken)
    {
        var old = cells.Select(cell => cell.Incarnation).ToHashSet();
        await platform.WhenAsync(
            async () => !(await platform.StatusAsync(cancellationToken)).Cells.Any(cell => old.Contains(cell.Incarnation)),
            "it was not replaced",
            cancellationToken
        );
        await platform.WhenGoneAsync([.. platform.Watch.Live.Select(live => live.Key).Where(holder => old.Contains(holder.Cell))], cancellationToken);
    }

    private static async Task<CellProcess> BusiestAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        var busiest = platform.Watch.Live.Select(live => live.Key).CountBy(holder => holder.Cell).MaxBy(cell => cell.Value).Key;
        return (await platform.StatusAsync(cancellationToken)).Cells.First(cell => cell.Incarnation == busiest);
    }
}
