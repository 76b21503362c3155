using Ingot.Hosting;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Crashes;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Routes;
using Ingot.Reconciler.Staging;
using Ingot.Scheduling;
using Microsoft.Extensions.Logging;

namespace Ingot.Reconciler.Placement;

/// <summary>Brings what runs to what is desired: load, plan, apply; whenever either has changed, and when a back-off ends.</summary>
internal sealed class PlacementLoop : Loop
{
    private readonly DesiredState desired;
    private readonly ActualState actual;
    private readonly CrashRecorder crashes;
    private readonly StagingSizes stagings;
    private readonly ApplyPlan apply;
    private readonly EndedInstances ended;
    private readonly RouterAcks routers;
    private readonly TimeProvider time;
    private readonly ITimer wake;

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
        var wanted = await desired.LoadAsync(cancellationToken);
        var cluster = actual.Current;
        if (!cluster.IsKnown)
            return;
        var crashed = await crashes.RecordAsync(cluster, wanted, cancellationToken);
        var now = time.GetUtcNow();
        var plan = Scheduler.Plan(LoadSnapshot.Of(now, wanted, cluster, crashed, stagings.Current));
        apply.Apply(plan, wanted, cluster);
        ended.Forget(cluster);
        if (plan.OfType<PlacementAction.Wait>().Min(wait => wait.Until) is { } next)
            wake.Change(next - now, Timeout.InfiniteTimeSpan);
    }

    private void NudgeForEnded()
    {
        if (ended.IsWaiting)
            Nudge();
    }
}
