using Ingot.Hosting;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Supervisor;

namespace Ingot.Operate;

/// <summary>What commands say of a cell: how its process is, and whether it is being drained.</summary>
internal sealed class DrainStates(IReadOnlyList<DrainReport> drains)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Asks the controller; without it only the processes are known.</summary>
    public static async Task<DrainStates> AskAsync()
    {
        using var controller = new DrainClient(DataDirectory.ControllerSocket);
        using var giveUp = new CancellationTokenSource(Patience);
        try
        {
            return new(await controller.ReportAsync(giveUp.Token));
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new([]);
        }
    }

    public string Of(CellProcess cell) =>
        cell is { State: CellProcessState.Running, IsLeaving: true } ? "leaving"
        : cell.State == CellProcessState.Running && drains.FirstOrDefault(drain => drain.Cell == CellSlot.Of(cell.Name)) is { } drain
            ? drain.Left == 0 ? "drained" : "draining"
            : cell.State.ToString().ToLowerInvariant();
}
