using Ingot.Protocol.Controller;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Placement;
using Ingot.Reconciler.Routes;
using Ingot.Reconciler.Staging;

namespace Ingot.Reconciler;

/// <summary>Tells every loop that desired state has changed.</summary>
internal sealed class Nudger(DesiredState desired, PlacementLoop placement, RouteLoop routes, StagingLoop staging) : IReconciler
{
    public void Nudge()
    {
        desired.MarkStale();
        placement.Nudge();
        routes.Nudge();
        staging.Nudge();
    }
}
