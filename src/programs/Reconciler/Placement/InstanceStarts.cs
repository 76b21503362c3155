using System.Collections.Concurrent;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Controller;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;
using Ingot.Reconciler.Settings;
using Ingot.Reconciler.Work;
using Ingot.Scheduling;
using Microsoft.Extensions.Logging;

namespace Ingot.Reconciler.Placement;

/// <summary>Orders starts. From the order on an instance counts as live, so that no later plan starts its index again.</summary>
internal sealed partial class InstanceStarts(
    ReconcilerOptions options,
    ActualState actual,
    CellOrders orders,
    PlacementNotes notes,
    PlatformAddress address,
    Background background,
    TimeProvider time,
    ILogger<InstanceStarts> logger
)
{
    /// <summary>Diego cuts instance guids so that they fit where host names must (rep/auctioncellrep/helpers.go).</summary>
    private const int GuidLength = 28;

    /// <summary>Guids of instances whose order has not been answered: their cell may still be asked again.</summary>
    private readonly ConcurrentDictionary<string, bool> underWay = new();

    public bool IsUnderWay(string instanceGuid) => underWay.ContainsKey(instanceGuid);

    public void Begin(PlacementAction.Start start, DesiredSnapshot desired, CellView cell)
    {
        if (desired.FindRun(start.ProcessGuid) is not { } run || run.Find(start.Version) is not { } version)
            return;
        var instance = new InstanceDescription
        {
            InstanceGuid = options.NewGuid().ToString()[..GuidLength],
            Index = start.Index,
            Run = RunDescriptions.Of(run, version, desired.DestinationsOf(run.Row.AppGuid), address),
        };
        var announced = InstanceStatus.Starting(instance, address: "", port: 0, time.GetUtcNow());
        actual.Update(cell.Name, cell.Incarnation, view => view.WithOrdered(announced), ActualChange.None);
        background.Run(stopping => OrderAsync(instance, cell, stopping));
    }

    private async Task OrderAsync(InstanceDescription instance, CellView cell, CancellationToken stopping)
    {
        underWay[instance.InstanceGuid] = true;
        Refusal? refusal;
        try
        {
            refusal = await orders.GiveAsync(cell.Connection, (client, token) => client.StartAsync(instance, token), stopping);
        }
        finally
        {
            underWay.TryRemove(instance.InstanceGuid, out _);
        }
        if (refusal is null)
            return;
        // Nobody is nudged: a cell that keeps refusing is asked again when something has changed, or after the period.
        LogStartRefused(instance.Run.ProcessGuid, instance.Index, cell.Name, refusal.Reason);
        notes.Refused(instance.Run.ProcessGuid, instance.Index, refusal.Reason);
        actual.Update(cell.Name, cell.Incarnation, view => view.Without(instance.InstanceGuid), ActualChange.None);
    }

    [LoggerMessage(LogLevel.Warning, "Start of {Process}[{Index}] on {Cell} refused: {Reason}")]
    private partial void LogStartRefused(string process, int index, string cell, string reason);
}
