using Ingot.Hosting;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Crashes;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Routes;
using Ingot.Reconciler.Settings;
using Ingot.Scheduling;
using Microsoft.Extensions.Logging;

namespace Ingot.Reconciler.Placement;

/// <summary>
/// Brings what runs to what is desired: load what changed, plan, apply; whenever either has changed, and when it is time for what waits. Every
/// period it loads everything, so that nothing rests on a change that was missed.
/// </summary>
internal sealed class PlacementLoop : Loop
{
    private readonly ReconcilerOptions options;
    private readonly DesiredState desired;
    private readonly ActualState actual;
    private readonly CrashRecorder crashes;
    private readonly StagingSizes stagings;
    private readonly ApplyPlan apply;
    private readonly EndedInstances ended;
    private readonly RouterAcks routers;
    private readonly TimeProvider time;
    private readonly ITimer wake;
    private LoadChanges changes = new();
    private long loadedAllAt;

    public PlacementLoop(
        ReconcilerOptions options,
        DesiredState desired,
        ActualState actual,
        CrashRecorder crashes,
        StagingSizes stagings,
        ApplyPlan apply,
        EndedInstances ended,
        RouterAcks routers,
        TimeProvider time,
        ILogger<PlacementLoop> logger
    )
        : base(time, options.Period, logger)
    {
        this.options = options;
        this.desired = desired;
        this.actual = actual;
        this.crashes = crashes;
        this.stagings = stagings;
        this.apply = apply;
        this.ended = ended;
        this.routers = routers;
        this.time = time;
        wake = time.CreateTimer(_ => Nudge(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        actual.InstancesChanged += Nudge;
        routers.Changed += NudgeForEnded;
    }

    public override void Dispose()
    {
        actual.InstancesChanged -= Nudge;
        routers.Changed -= NudgeForEnded;
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(loadedAllAt) >= options.Period)
        {
            desired.MarkStale();
            changes = new LoadChanges();
            loadedAllAt = time.GetTimestamp();
        }
        var wanted = await desired.LoadAsync(cancellationToken);
        var cluster = actual.Current;
        if (!cluster.IsKnown)
            return;
        var crashed = await crashes.RecordAsync(cluster, wanted, cancellationToken);
        changes.Take(wanted, cluster, crashed, stagings.Current);
        var now = time.GetUtcNow();
        var plan = Scheduler.Plan(changes.Model, now);
        apply.Apply(plan, wanted, cluster);
        ended.Forget(cluster);
        var times = plan.OfType<PlacementAction.Wait>().Select(wait => wait.Until);
        if (times.Concat(plan.OfType<PlacementAction.LookAgain>().Select(look => (DateTimeOffset?)look.At)).Min() is { } next)
            wake.Change(next - now, Timeout.InfiniteTimeSpan);
    }

    private void NudgeForEnded()
    {
        if (ended.IsWaiting)
            Nudge();
    }
}
