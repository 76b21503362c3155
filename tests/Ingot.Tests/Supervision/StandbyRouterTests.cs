using System.Runtime.InteropServices;
using Ingot.Roles;
using Ingot.Sandbox.Processes;
using Ingot.Supervision;
using Ingot.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ingot.Tests.Supervision;

/// <summary>How soon a router follows another one. Shells are the routers; time passes only where a test lets it.</summary>
public sealed class StandbyRouterTests : IAsyncDisposable
{
    private const string Shell = "/bin/sh";
    private const string Serves = "exec /bin/sleep 1000";
    private const string Wait = "read byte <&5";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime time = new();
    private RoleKeeper? keeper;
    private StandbyRouter? standby;

    public async ValueTask DisposeAsync()
    {
        await keeper!.StopAsync(Second);
        await standby!.StopAsync();
    }

    [Fact]
    public async Task A_router_killed_ten_times_in_a_row_is_followed_at_once_by_the_one_that_waits()
    {
        await StartAsync(Serves, Shell, $"{Wait}; {Serves}");

        for (var round = 0; round < 10; round++)
        {
            time.Advance(Second);
            await standby!.Ready;
            var waiting = standby.Pid;
            Signals.Send(keeper!.Status.Pid, Signals.Kill);
            await Eventually.TrueAsync(() => keeper.Status.Pid == waiting, Patience, $"the waiting router serves in round {round}");
        }
    }

    [Fact]
    public async Task A_router_killed_before_another_one_waits_is_started_anew()
    {
        await StartAsync(Serves, Shell, $"{Wait}; {Serves}");
        var first = keeper!.Status.Pid;

        Signals.Send(first, Signals.Kill);

        await Eventually.TrueAsync(() => keeper.Status.Pid is not 0 and var pid && pid != first, Patience, "another router serves");
        Assert.Null(standby!.Pid);
    }

    [Theory]
    [InlineData(Shell, Wait)]
    [InlineData(Shell, "exit 1")]
    [InlineData("/nowhere/router", "")]
    public async Task Routers_that_end_as_soon_as_they_serve_follow_each_other_a_second_apart(string waitingProgram, string waitingScript)
    {
        // What is started cold is not held back the first times.
        const int AtOnce = 5;
        const int Restarts = 15;
        var startedAt = time.GetTimestamp();

        await StartAsync("exit 1", waitingProgram, waitingScript);
        await Eventually.TrueAsync(() => Advance() && keeper!.Status.Restarts >= Restarts, Patience, "routers are started again and again");

        Assert.True(time.GetElapsedTime(startedAt) > Second * (Restarts - AtOnce), $"{Restarts} restarts took {time.GetElapsedTime(startedAt)}");
    }

    private Task StartAsync(string script, string waitingProgram, string waitingScript)
    {
        standby = new StandbyRouter(() => SpawnAsync(Shell, script), wanted => SpawnAsync(waitingProgram, waitingScript, wanted), time);
        keeper = new RoleKeeper("router", standby.TakeAsync, pulseSocket: null, () => standby.Ready, time, NullLogger.Instance);
        return keeper.StartAsync();
    }

    private static Task<SpawnedProcess> SpawnAsync(string program, string script, params SafeHandle[] wanted) =>
        ProcessSpawner.StartAsync(
            new SpawnRequest
            {
                FileName = program,
                Arguments = ["-c", script],
                Environment = new Dictionary<string, string>(),
                Descriptors = [.. wanted.Select(handle => new InheritedDescriptor(handle, RoleSettings.StandbyPipe))],
            }
        );

    private bool Advance()
    {
        time.Advance(Second / 4);
        return true;
    }
}
