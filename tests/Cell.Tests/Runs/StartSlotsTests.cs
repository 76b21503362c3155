using Ingot.Cell.Runs;
using Ingot.Cell.Tests.Support;

namespace Ingot.Cell.Tests.Runs;

public sealed class StartSlotsTests
{
    private readonly StartSlots slots = new(CellHost.Options("/nowhere") with { StartsAtOnce = 2 }, TimeProvider.System);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_than_so_many_wait_until_one_has_started()
    {
        using var first = await slots.TakeAsync(Cancelled);
        using var second = await slots.TakeAsync(Cancelled);
        var third = slots.TakeAsync(Cancelled);
        Assert.False(third.IsCompleted);

        first.Dispose();
        first.Dispose();

        using var _ = await third;
        Assert.False(slots.TakeAsync(Cancelled).IsCompleted);
    }

    [Fact]
    public async Task One_that_starts_slowly_holds_up_the_others_for_a_limited_time()
    {
        using var first = await slots.TakeAsync(Cancelled);
        using var second = await slots.TakeAsync(Cancelled);

        second.LimitTime();

        using var third = await slots.TakeAsync(Cancelled);
    }
}
