using Ingot.Protocol.Cells;

namespace Ingot.Reconciler.Cells;

/// <summary>Gives orders to cells. They are idempotent by guid, so one without an answer is given again.</summary>
internal sealed class CellOrders(TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns the cell's refusal, null when it accepted.</summary>
    /// <exception cref="OperationCanceledException">The cell is gone, and with it what was ordered.</exception>
    public async Task<Refusal?> GiveAsync(
        CellConnection connection,
        Func<ICell, CancellationToken, Task<Refusal?>> order,
        CancellationToken cancellationToken
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(connection.Gone, cancellationToken);
        await connection.Slots.WaitAsync(ending.Token);
        try
        {
            while (true)
            {
                try
                {
                    return await order(connection.Client, ending.Token);
                }
                catch (HttpRequestException exception) when (exception.StatusCode is { } status)
                {
                    return new Refusal($"the cell answered {(int)status}");
                }
                catch (ObjectDisposedException) when (ending.IsCancellationRequested)
                {
                    // The line was cut between the look at the token and the request.
                    throw new OperationCanceledException(ending.Token);
                }
                catch (Exception exception) when (exception is HttpRequestException or IOException)
                {
                    await Task.Delay(RetryAfter, time, ending.Token);
                }
            }
        }
        finally
        {
            connection.Slots.Release();
        }
    }

    /// <summary>Gives an order that a cell has no reason to refuse.</summary>
    public Task GiveAsync(
        CellConnection connection,
        Func<ICell, CancellationToken, Task> order,
        CancellationToken cancellationToken
    ) =>
        GiveAsync(
            connection,
            async (client, token) =>
            {
                await order(client, token);
                return null;
            },
            cancellationToken
        );
}
