using Ingot.Protocol.Cells;
using Ingot.Reconciler.Cells;

namespace Ingot.Reconciler.Tests.Cells;

public sealed class CellOrdersTests
{
    [Fact]
    public async Task An_order_that_meets_the_end_of_its_cell_ends_like_any_cancelled_one()
    {
        var connection = new CellConnection(new CellClient("/none"));

        var given = new CellOrders(TimeProvider.System).GiveAsync(
            connection,
            (client, token) =>
            {
                connection.Dispose();
                return client.StopAsync("instance", token);
            },
            CancellationToken.None
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
    }
}
