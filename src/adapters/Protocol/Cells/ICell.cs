using Ingot.Protocol.Logs;

namespace Ingot.Protocol.Cells;

/// <summary>The line to one cell. Every order is idempotent by its guid.</summary>
/// <remarks>An order may throw <see cref="HttpRequestException"/> or <see cref="IOException"/> though it was carried out.</remarks>
public interface ICell : IDisposable
{
    /// <summary>The cell's snapshot, then every change, until the cell goes away.</summary>
    IAsyncEnumerable<CellEvent> EventsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Output lines with a sequence above <paramref name="after"/> that the incarnation still holds, then new ones. Those given at once are
    /// valid until the next are asked for.
    /// </summary>
    /// <exception cref="HttpRequestException">The cell is another incarnation by now, whose lines have other numbers.</exception>
    IAsyncEnumerable<IReadOnlyList<LogLine>> OutputAsync(string incarnation, long after, CancellationToken cancellationToken);

    /// <summary>Starts an instance; null means accepted. Asking again for the same guid changes nothing.</summary>
    Task<Refusal?> StartAsync(InstanceDescription instance, CancellationToken cancellationToken);

    /// <summary>SIGTERM to every process of the instance, SIGKILL after its grace period. The end is told by the event stream.</summary>
    Task StopAsync(string instanceGuid, CancellationToken cancellationToken);

    /// <summary>Lets the cell drop an ended instance from its snapshot.</summary>
    Task ForgetInstanceAsync(string instanceGuid, CancellationToken cancellationToken);

    /// <summary>Stages a package; null means accepted. The result is told by the event stream.</summary>
    Task<Refusal?> StageAsync(StagingDescription staging, CancellationToken cancellationToken);

    /// <summary>Stops a task.</summary>
    Task CancelTaskAsync(string taskGuid, CancellationToken cancellationToken);

    /// <summary>Lets the cell drop a finished task from its snapshot.</summary>
    Task ForgetTaskAsync(string taskGuid, CancellationToken cancellationToken);

    /// <summary>What every instance of the cell uses now.</summary>
    Task<IReadOnlyList<InstanceUsage>> UsageAsync(CancellationToken cancellationToken);
}
