using Ingot.Protocol.Cells;

namespace Ingot.Reconciler.Cells;

/// <summary>Gives orders to cells. Orders are idempotent by guid, so one whose answer was lost is given again until it is answered.</summary>
internal sealed class CellOrders(TimeProvider time) : IDisposable
{
    private const int OrdersAtOnce = 16;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim slots = new(OrdersAtOnce);

    /// <summary>Returns the cell's refusal, null when it accepted.</summary>
    /// <exception cref="OperationCanceledException">The cell is gone, and with it what was ordered.</exception>
    public async Task<Refusal?> GiveAsync(
        CellConnection connection,
        Func<CellClient, CancellationToken, Task<Refusal?>> order,
        CancellationToken cancellationToken
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(connection.Gone, cancellationToken);
        await slots.WaitAsync(ending.Token);
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
                catch (Exception exception) when (exception is HttpRequestException or IOException)
                {
                    await Task.Delay(RetryAfter, time, ending.Token);
                }
            }
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Gives an order that cannot be refused.</summary>
    public Task GiveAsync(CellConnection connection, Func<CellClient, CancellationToken, Task> order, CancellationToken cancellationToken) =>
        GiveAsync(
            connection,
            async (client, token) =>
            {
                await order(client, token);
                return null;
            },
            cancellationToken
        );

    public void Dispose() => slots.Dispose();
}
