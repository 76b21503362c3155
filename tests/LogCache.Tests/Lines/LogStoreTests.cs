using Ingot.LogCache.Lines;
using Ingot.Testing;

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

    [Fact]
    public void An_app_that_is_gone_is_forgotten_when_it_has_been_silent_for_a_minute()
    {
        var time = new ManualTime();
        var store = new LogStore(new LogCacheOptions(), time);
        store.Write([Some.Line("here", app: "here"), Some.Line("gone", app: "gone")]);

        time.Advance(TimeSpan.FromMinutes(1));
        store.KeepOnly(new HashSet<string> { "here" });
        var afterAMinute = store.Meta().Keys.Order().ToList();
        time.Advance(TimeSpan.FromSeconds(1));
        store.KeepOnly(new HashSet<string> { "here" });

        Assert.Equal(["gone", "here"], afterAMinute);
        Assert.Equal(["here"], store.Meta().Keys);
        Assert.Empty(store.Read("gone", Some.Query()));
    }
}
