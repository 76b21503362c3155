using System.Net.Http.Json;
using System.Text.Json;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>Parts die by kill -9 under 200 requests a second from a client that never retries.</summary>
public sealed class FaultTests(FaultTests.SixUnderLoad six) : IClassFixture<FaultTests.SixUnderLoad>
{
    private const int Rate = 200;

    /// <summary>A signal takes effect a little after it was sent.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(20);

    /// <summary>Moving back into balance begins seconds after a cell has come back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A cell that is silent for so long is given up.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);
    private static readonly string[] Roles = ["controller", "router", "z1-0", "z2-0", "z3-0"];

    private readonly TestPlatform platform = six.Platform;

    [Fact]
    public async Task An_instance_dies_and_its_index_comes_back()
    {
        await six.RestAsync();
        var before = await six.HoldersAsync();
        await using var load = await StartLoadAsync();

        var killedAt = TimeProvider.System.GetTimestamp();
        foreach (var pid in before[2])
            Signals.Send(pid, Signals.Kill);

        await six.AllRunAsync(Recovery);
        await AssertOnlyUnderWayPostsFailedAsync(load, killedAt);
        var after = await six.HoldersAsync();
        Assert.NotEmpty(after[2]);
        Assert.Empty(after[2].Intersect(before[2]));
        foreach (var index in (int[])[0, 1, 3, 4, 5])
            Assert.Equal(before[index], after[index]);
    }

    [Fact]
    public async Task A_cell_dies_and_its_indexes_come_back_while_others_are_untouched()
    {
        await six.RestAsync();
        var before = await six.HoldersAsync();
        var rows = await platform.StatsAsync("hello");
        var onCell = rows.Where(row => row.GetProperty("cell").GetString() == "z1-0").Select(row => row.GetProperty("index").GetInt32()).ToList();
        var cell = await platform.PidAsync("z1-0");
        await using var load = await StartLoadAsync();

        var killedAt = TimeProvider.System.GetTimestamp();
        Signals.Send(cell, Signals.Kill);

        await six.AllRunAsync(Recovery, differentFrom: before, indexes: onCell);
        await AssertOnlyUnderWayPostsFailedAsync(load, killedAt);
        var after = await six.HoldersAsync();
        foreach (var index in Enumerable.Range(0, 6))
            Assert.Equal(onCell.Contains(index), !after[index].SequenceEqual(before[index]));
    }

    [Fact]
    public async Task A_cell_hangs_and_is_replaced_and_no_index_is_held_twice()
    {
        await six.RestAsync();
        await using var load = await StartLoadAsync();
        var before = await six.HoldersAsync();
        var rows = await platform.StatsAsync("hello");
        var onCell = rows.Where(row => row.GetProperty("cell").GetString() == "z2-0").Select(row => row.GetProperty("index").GetInt32()).ToList();

        var stoppedAt = TimeProvider.System.GetTimestamp();
        Signals.Send(await platform.PidAsync("z2-0"), Signals.Stop);

        await six.AllRunAsync(Recovery, differentFrom: before, indexes: onCell);
        await EnoughMoreAsync(load);
        var failed = (await load.StopAsync()).Where(result => result.Failed).ToList();
        // The instances themselves serve on until their cell is given up; then only what they were doing is lost.
        Assert.All(failed, result => Assert.Equal("POST", result.Method));
        // It is asked every two seconds, so that its silence may have begun before it was stopped.
        var givenUp = Silence - TimeSpan.FromSeconds(2.5);
        Assert.All(failed, result => Assert.True(TimeProvider.System.GetElapsedTime(stoppedAt, result.EndedAt) > givenUp, result.ToString()));
        Assert.True(failed.Count <= Rate / 20, $"{failed.Count} POSTs failed");
    }

    [Fact]
    [Trait("Length", "long")]
    public async Task The_whole_platform_sleeps_and_wakes_as_it_was()
    {
        await six.RestAsync();
        var before = await six.HoldersAsync();
        var roles = await Task.WhenAll(Roles.Select(platform.PidAsync));

        foreach (var pid in roles)
            Signals.Send(pid, Signals.Stop);
        Signals.Send(platform.SupervisorPid, Signals.Stop);
        await Task.Delay(Silence * 1.5, TestContext.Current.CancellationToken);
        foreach (var pid in roles.Prepend(platform.SupervisorPid))
            Signals.Send(pid, Signals.Continue);

        // As long again, in which what had been taken for dead would be replaced.
        await using var load = await StartLoadAsync();
        await Task.Delay(Silence * 1.5, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(await load.StopAsync(), result => result.Failed);
        Assert.Equal(roles, await Task.WhenAll(Roles.Select(platform.PidAsync)));
        Assert.Equivalent(before, await six.HoldersAsync());
    }

    [Fact]
    [Trait("Length", "long")]
    public async Task An_instance_hangs_and_only_posts_wait_for_it()
    {
        await six.RestAsync();
        var before = await six.HoldersAsync();
        await using var load = await StartLoadAsync();

        var stoppedAt = TimeProvider.System.GetTimestamp();
        foreach (var pid in before[4])
            Signals.Send(pid, Signals.Stop);
        await Task.Delay(Silence, TestContext.Current.CancellationToken);
        var outAt = TimeProvider.System.GetTimestamp();
        await EnoughMoreAsync(load);
        foreach (var pid in before[4])
            Signals.Send(pid, Signals.Continue);

        var results = await load.StopAsync();
        Assert.DoesNotContain(results, result => result.Failed);
        Assert.All(
            results.Where(result => result.StartedAt > outAt || result.Method == "GET"),
            result => Assert.True(TimeProvider.System.GetElapsedTime(result.StartedAt, result.EndedAt) < Silence, result.ToString())
        );
        Assert.Equivalent(before, await six.HoldersAsync());
        await Eventually.GetAsync(
            () => platform.Http.GetFromJsonAsync<JsonElement>(platform.AppUrl("hello", "/json")),
            answer => answer.GetProperty("index").ToString() == "4",
            Recovery,
            "index 4 is asked again"
        );
    }

    [Fact]
    public async Task The_controller_dies_and_no_request_fails_and_a_scale_is_answered()
    {
        await six.RestAsync();
        var before = await six.HoldersAsync();
        await using var load = await StartLoadAsync();

        Signals.Send(await platform.PidAsync("controller"), Signals.Kill);
        var scale = await platform.CfAsync("scale", "hello", "-i", "7");

        scale.Succeeded();
        Assert.All(await load.StopAsync(), result => Assert.False(result.Failed, result.ToString()));
        Assert.Equal(7, (await platform.StatsAsync("hello")).Count(row => row.GetProperty("state").GetString() == "RUNNING"));
        var after = await six.HoldersAsync();
        foreach (var index in Enumerable.Range(0, 6))
            Assert.Equal(before[index], after[index]);
        (await platform.CfAsync("scale", "hello", "-i", "6")).Succeeded();
        await six.RestAsync();
    }

    [Fact]
    public async Task The_router_dies_and_no_connection_is_refused_and_it_soon_serves_again()
    {
        await six.RestAsync();
        await using var load = await StartLoadAsync();
        var router = await platform.PidAsync("router");

        var killedAt = TimeProvider.System.GetTimestamp();
        Signals.Send(router, Signals.Kill);
        await EnoughMoreAsync(load);

        var results = await load.StopAsync();
        Assert.DoesNotContain(results, result => result.Refused);
        Assert.All(results.Where(result => result.Failed), result => Assert.True(result.UnderWayAt(killedAt, Slack), result.ToString()));
        var firstServed = results.Where(result => result.StartedAt > killedAt && !result.Failed).Min(result => result.EndedAt);
        // ./bench heal shows how soon.
        Assert.True(
            TimeProvider.System.GetElapsedTime(killedAt, firstServed) < TimeSpan.FromSeconds(3),
            $"served after {TimeProvider.System.GetElapsedTime(killedAt, firstServed).TotalMilliseconds:0} ms"
        );
        Assert.NotEqual(router, await platform.PidAsync("router"));
    }

    [Fact]
    public async Task A_router_that_hangs_is_replaced_by_one_that_answers_what_has_come_since()
    {
        await six.RestAsync();
        var router = await platform.PidAsync("router");
        using var client = platform.NewClient();

        Signals.Send(router, Signals.Stop);
        using var answer = await client.GetAsync(platform.AppUrl("hello")).WaitAsync(Recovery);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.NotEqual(router, await platform.PidAsync("router"));
    }

    private async Task<LoadClient> StartLoadAsync()
    {
        var load = new LoadClient(platform.Port, "hello.localhost", Rate);
        await EnoughMoreAsync(load);
        return load;
    }

    private static async Task EnoughMoreAsync(LoadClient load)
    {
        var goal = load.Count + Rate;
        await Eventually.TrueAsync(() => load.Count >= goal, Recovery, "a second's worth of requests is answered");
    }

    private static async Task AssertOnlyUnderWayPostsFailedAsync(LoadClient load, long killedAt)
    {
        await EnoughMoreAsync(load);
        var results = await load.StopAsync();
        Assert.All(
            results.Where(result => result.Failed),
            result =>
            {
                Assert.Equal("POST", result.Method);
                Assert.True(result.UnderWayAt(killedAt, Slack), result.ToString());
            }
        );
        Assert.True(results.Count(result => result.Failed) <= Rate / 20, $"{results.Count(result => result.Failed)} POSTs failed");
    }

    /// <summary>A platform on which six instances of hello run.</summary>
    public sealed class SixUnderLoad : IAsyncLifetime
    {
        private readonly SharedPlatform shared = new();
        private string app = "";

        public TestPlatform Platform => shared.Platform;

        public async ValueTask InitializeAsync()
        {
            await shared.InitializeAsync();
            (await Platform.CfAsync("push", "hello", "-i", "6", "-p", RepositoryRoot.Combine("samples", "hello"))).Succeeded();
            app = (await Platform.CfAsync("app", "hello", "--guid")).Succeeded().Trim();
        }

        public ValueTask DisposeAsync() => shared.DisposeAsync();

        /// <summary>The live processes of each index, by the operating system's word.</summary>
        public Task<Dictionary<int, IReadOnlyList<int>>> HoldersAsync() =>
            Task.FromResult(Enumerable.Range(0, 6).ToDictionary(index => index, index => Processes.OfInstance(app, index)));

        /// <summary>Waits until six instances run, two in each zone, so that none moves by itself.</summary>
        public async Task RestAsync() =>
            await Eventually.GetAsync(
                async () =>
                {
                    var rows = await Platform.StatsAsync("hello");
                    var running = rows.Where(row => row.GetProperty("state").GetString() == "RUNNING");
                    var zones = running.CountBy(row => row.GetProperty("zone").GetString()!).Select(zone => zone.Value);
                    return $"{rows.Count} instances, running in the zones: {string.Join(", ", zones)}";
                },
                seen => seen == "6 instances, running in the zones: 2, 2, 2",
                Patience,
                "six instances run evenly spread"
            );

        /// <summary>Waits until six instances run, and those of <paramref name="indexes"/> are others than before.</summary>
        public async Task AllRunAsync(
            TimeSpan? within = null,
            IReadOnlyDictionary<int, IReadOnlyList<int>>? differentFrom = null,
            IReadOnlyList<int>? indexes = null
        )
        {
            await Eventually.GetAsync(
                async () =>
                {
                    var rows = await Platform.StatsAsync("hello");
                    var running = rows.Count(row => row.GetProperty("state").GetString() == "RUNNING");
                    var holders = await HoldersAsync();
                    var held = holders.Values.Count(pids => pids.Count > 0);
                    Assert.All(holders.Keys, index => Assert.True(Processes.InstanceGuids(app, index).Count <= 1, $"index {index} is held twice"));
                    var old = differentFrom is null ? 0 : indexes!.Count(index => holders[index].Intersect(differentFrom[index]).Any());
                    return (running, held, old);
                },
                seen => seen == (6, 6, 0),
                within ?? Recovery,
                "six instances run"
            );
        }
    }
}
