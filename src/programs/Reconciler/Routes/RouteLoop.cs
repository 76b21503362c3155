using Ingot.Hosting;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Settings;
using Microsoft.Extensions.Logging;

namespace Ingot.Reconciler.Routes;

/// <summary>Publishes a new route table whenever desired or actual state has changed. It never waits for the database's writers.</summary>
internal sealed class RouteLoop : Loop
{
    private readonly DesiredState desired;
    private readonly ActualState actual;
    private readonly RouteTableSource table;

    public RouteLoop(
        ReconcilerOptions options,
        DesiredState desired,
        ActualState actual,
        RouteTableSource table,
        TimeProvider time,
        ILogger<RouteLoop> logger
    )
        : base(time, options.Period, logger)
    {
        this.desired = desired;
        this.actual = actual;
        this.table = table;
        actual.InstancesChanged += Nudge;
    }

    public override void Dispose()
    {
        actual.InstancesChanged -= Nudge;
        base.Dispose();
    }

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await desired.LoadAsync(cancellationToken);
        table.Publish();
    }
}
