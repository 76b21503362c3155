using Ingot.Hosting;
using Ingot.Reconciler.Cells;
using Ingot.Scheduling;
using Microsoft.Extensions.Logging;

namespace Ingot.Reconciler.Leftovers;

/// <summary>Clears away what nothing needs any more: once every cell has been heard, for a kill may have left it, and now and then.</summary>
internal sealed class LeftoverLoop : Loop
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(2);
    private readonly ActualState actual;
    private readonly StoredFiles files;
    private readonly OldVersions versions;
    private readonly OldLines lines;
    private volatile bool hasSwept;

    public LeftoverLoop(
        ActualState actual,
        StoredFiles files,
        OldVersions versions,
        OldLines lines,
        TimeProvider time,
        ILogger<LeftoverLoop> logger
    )
        : base(time, Period, logger)
    {
        this.actual = actual;
        this.files = files;
        this.versions = versions;
        this.lines = lines;
        actual.InstancesChanged += NudgeForTheFirst;
    }

    public override void Dispose()
    {
        actual.InstancesChanged -= NudgeForTheFirst;
        base.Dispose();
    }

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var cluster = actual.Current;
        if (!cluster.IsKnown || cluster.Cells.Values.Any(cell => cell.Condition == CellCondition.Unheard))
            return;
        await files.SweepAsync(cancellationToken);
        await versions.SweepAsync(cluster, cancellationToken);
        await lines.SweepAsync(cancellationToken);
        hasSwept = true;
    }

    private void NudgeForTheFirst()
    {
        if (!hasSwept)
            Nudge();
    }
}
