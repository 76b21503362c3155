using Ingot.Protocol.Cells;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Desired;

namespace Ingot.Reconciler.Drains;

/// <summary>Tells why there is no cell when all are drained: Cloud Foundry's words for it sound like too little memory.</summary>
internal static class AllDrained
{
    /// <summary>The refusal as it is, unless the drains are what is behind it.</summary>
    public static string Explain(string refusal, DesiredSnapshot wanted, Cluster cluster) =>
        cluster.Cells.Count > 0 && cluster.Cells.Keys.All(cell => wanted.DrainedCells.Contains(CellSlot.Of(cell)))
            ? "all cells are drained; `ingot cell restore` or `ingot zone restore` takes that back"
            : refusal;
}
