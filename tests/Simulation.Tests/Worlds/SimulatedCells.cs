using System.Runtime.CompilerServices;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Supervisor;
using Ingot.Simulation.Tests.Time;

namespace Ingot.Simulation.Tests.Worlds;

/// <summary>What one controller reaches over the network.</summary>
internal sealed class SimulatedCells(World world, SimulatedProgram controller) : ICells
{
    public async IAsyncEnumerable<CellProcesses> WatchCellsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var list in world.Supervisor.Open().ReadAsync(cancellationToken))
            yield return list;
    }

    public ICell Connect(string socket) => new CellLine(world, controller, world.Cells.First(cell => cell.Name == socket));
}
