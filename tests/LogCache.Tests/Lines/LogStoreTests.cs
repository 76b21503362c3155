using Ingot.LogCache.Lines;

namespace Ingot.LogCache.Tests.Lines;

public sealed class LogStoreTests
{
    [Fact]
    public void A_talkative_app_does_not_push_out_a_quiet_one()
    {
        var store = new LogStore(new LogCacheOptions { TotalBytes = 20_000 }, TimeProvider.System);
        store.Write([Some.Line("quiet", app: "quiet")]);

        for (var number = 0; number < 1000; number++)
            store.Write([Some.Line(new string('x', 100), app: "loud")]);

        Assert.Single(store.Read("quiet", Some.Query()));
        Assert.InRange(store.Meta()["loud"].Count, 1, 110);
    }

    [Fact]
    public void The_app_that_has_been_silent_longest_is_forgotten_when_there_are_too_many()
    {
        var store = new LogStore(new LogCacheOptions { Apps = 2 }, TimeProvider.System);

        store.Write([Some.Line("1", timestamp: 10, app: "a"), Some.Line("2", timestamp: 20, app: "b"), Some.Line("3", timestamp: 30, app: "c")]);

        Assert.Equal(["b", "c"], store.Meta().Keys.Order());
    }
}
