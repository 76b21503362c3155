using Ingot.Hosting;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Supervisor;
using Microsoft.Extensions.Logging;

namespace Ingot.Reconciler.Cells;

/// <summary>Reads the events and the output of one incarnation of a cell for as long as it lasts.</summary>
internal sealed partial class CellFollower(
    CellProcess cell,
    CellConnection connection,
    ActualState actual,
    ILogSink logs,
    TimeProvider time,
    ILogger logger
)
{
    private long lastSequence;

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(connection.Gone, stoppingToken);
        await Task.WhenAll(
            Reconnecting.RunAsync(heard => ReadEventsAsync(heard, ending.Token), Disconnected, time, ending.Token),
            Reconnecting.RunAsync(heard => ReadOutputAsync(heard, ending.Token), static _ => { }, time, ending.Token)
        );
    }

    private async Task ReadEventsAsync(Action heard, CancellationToken cancellationToken)
    {
        await foreach (var change in connection.Client.EventsAsync(cancellationToken))
        {
            // The socket's path outlives an incarnation: a snapshot of the next one says nothing about this one.
            if (change.Snapshot is { } snapshot && snapshot.Incarnation != cell.Incarnation)
                return;
            heard();
            actual.Apply(cell.Name, cell.Incarnation, change, time.GetUtcNow());
        }
    }

    /// <summary>The sequence is the incarnation's own, so a broken stream goes on where it broke.</summary>
    private async Task ReadOutputAsync(Action heard, CancellationToken cancellationToken)
    {
        await foreach (var lines in connection.Client.OutputAsync(cell.Incarnation, lastSequence, cancellationToken))
        {
            heard();
            logs.Write(lines);
            lastSequence = lines[^1].Sequence;
        }
    }

    private void Disconnected(string reason)
    {
        LogCellLost(cell.Name, reason);
        actual.Update(cell.Name, cell.Incarnation, view => view with { IsConnected = false });
    }

    [LoggerMessage(LogLevel.Warning, "Lost the event stream of cell {Cell}: {Reason}")]
    private partial void LogCellLost(string cell, string reason);
}
