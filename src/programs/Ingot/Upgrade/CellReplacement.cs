using Ingot.Hosting;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Sandbox.Trees;
using Ingot.Supervision;

namespace Ingot.Upgrade;

/// <summary>
/// Replaces every cell by one that is started beside it. All new ones are there before the first instance leaves, and no old one takes
/// another, so that nothing moves twice. A cell ends when nothing is left on it, however long that takes.
/// </summary>
internal sealed class CellReplacement(Supervisor supervisor, DataDirectory data, Action<string> say, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Null, or why nothing was replaced.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var former = supervisor.Cells.Select(cell => cell.Settings.Name).ToList();
        foreach (var cell in former)
        {
            if (await supervisor.TryStartBesideAsync(cell, cancellationToken))
                continue;
            await Task.WhenAll(supervisor.Cells.Select(present => present.Settings.Name).Except(former).Select(supervisor.EndCellAsync));
            return $"The new cell beside {cell} does not answer, so the old cells go on; see the cells' logs in the data directory's logs.";
        }
        supervisor.RetireCells(former);
        await Task.WhenAll(former.Select(cell => ReplaceAsync(cell, cancellationToken)));
        return null;
    }

    private async Task ReplaceAsync(string cell, CancellationToken cancellationToken)
    {
        // Two looks: an order may have been on its way to the cell during the first.
        int? said = null;
        for (var emptyLooks = 0; emptyLooks < 2; )
        {
            await Task.Delay(Pause, time, cancellationToken);
            var left = await FindLeftAsync(cell, cancellationToken);
            emptyLooks = left == 0 ? emptyLooks + 1 : 0;
            if (left > 0 && left != said)
                say($"cell {cell}: {said = left} left");
        }
        await supervisor.EndCellAsync(cell);
        await RemoveFolderAsync(cell);
        say($"cell {cell}: replaced");
    }

    private async Task RemoveFolderAsync(string cell)
    {
        try
        {
            await FolderRemoval.RemoveAsync(Path.Combine(data.Cells, cell));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A cell of that name clears it at its start.
        }
    }

    /// <summary>How many instances and tasks live on the cell; null when it does not say.</summary>
    private static async Task<int?> FindLeftAsync(string cell, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(Patience);
        using var client = new CellClient(DataDirectory.CellSocket(cell));
        try
        {
            var snapshot = await client.SnapshotAsync(giveUp.Token);
            return snapshot.Instances.Count(instance => instance.State.IsLive()) + snapshot.Tasks.Count(task => !task.Done);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // It hangs or has died; its keeper starts it again, and then it is empty.
            return null;
        }
    }
}
