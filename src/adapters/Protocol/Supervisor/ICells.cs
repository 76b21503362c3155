using Ingot.Protocol.Cells;

namespace Ingot.Protocol.Supervisor;

/// <summary>The cells as the controller reaches them.</summary>
public interface ICells
{
    /// <summary>The list of cells now and after every change. A cell is in it as Gone before it is started anew.</summary>
    IAsyncEnumerable<CellProcesses> WatchCellsAsync(CancellationToken cancellationToken);

    /// <summary>A line to whichever incarnation listens on the socket.</summary>
    ICell Connect(string socket);
}
