using Ingot.Hosting;
using Ingot.Protocol.Supervisor;

namespace Ingot.Supervision;

/// <summary>The list of cells as the supervisor knows it, watched by the controller.</summary>
internal sealed class CellBoard(IEnumerable<CellProcess> cells)
{
    private readonly Latest<CellProcesses> latest = new(new CellProcesses([.. cells]));

    public IReadOnlyList<CellProcess> Cells => latest.Value.Cells;

    public IAsyncEnumerable<CellProcesses> WatchAsync(CancellationToken cancellationToken) => latest.WatchAsync(cancellationToken);

    /// <summary>Replaces the entry of the same name, or adds one.</summary>
    public void Set(CellProcess cell) =>
        latest.Update(list =>
            list.Cells.Any(present => present.Name == cell.Name)
                ? new CellProcesses([.. list.Cells.Select(present => present.Name == cell.Name ? cell : present)])
                : new CellProcesses([.. list.Cells, cell])
        );

    public void Remove(string name) => latest.Update(list => new CellProcesses([.. list.Cells.Where(cell => cell.Name != name)]));
}
