using Ingot.Protocol.Supervisor;
using Ingot.Roles;
using Ingot.Sandbox.Processes;
using Ingot.Supervision;
using Ingot.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ingot.Tests.Supervision;

/// <summary>Processes that the operating system does not let us start for a while: their program is moved away and comes back.</summary>
public sealed class PersistentStartTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TempDirectory folder = new();
    private readonly ManualTime time = new();
    private readonly string program;
    private int attempts;

    public PersistentStartTests()
    {
        program = folder.Combine("program");
        Return();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_cell_is_started_again_when_it_can_be()
    {
        var board = new CellBoard([new CellProcess("z1-0", "z1", "", CellProcessState.Starting, 0, "")]);
        var settings = new CellSettings("z1-0", "z1", Incarnation: "", MemoryMb: 64, DiskMb: 64, FirstPort: 0, LastPort: 0, StartsAtOnce: 1);
        var keeper = new CellKeeper(settings, _ => StartAsync(), board, time, NullLogger.Instance);
        await keeper.StartAsync();
        var first = keeper.Present.Pid;

        File.Delete(program);
        keeper.Kill();
        await RefuseAsync();
        Return();

        await Eventually.TrueAsync(() => Advance() && keeper.Present.Pid != first, Patience, "the cell is started again");
        await keeper.StopAsync(Second);
    }

    [Fact]
    public async Task A_role_is_started_again_when_it_can_be()
    {
        var keeper = Role();
        await keeper.StartAsync();
        var first = keeper.Status.Pid;

        File.Delete(program);
        Signals.Send(first, Signals.Kill);
        await RefuseAsync();
        Return();

        await Eventually.TrueAsync(() => Advance() && keeper.Status.Pid is not 0 and var pid && pid != first, Patience, "the role is started again");
        await keeper.StopAsync(Second);
    }

    [Fact]
    public async Task A_role_that_cannot_be_started_can_be_stopped()
    {
        var keeper = Role();
        await keeper.StartAsync();

        File.Delete(program);
        Signals.Send(keeper.Status.Pid, Signals.Kill);
        await RefuseAsync();

        await keeper.StopAsync(Second).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private RoleKeeper Role() => new("router", StartAsync, pulseSocket: null, spareReady: null, time, NullLogger.Instance);

    private Task<SpawnedProcess> StartAsync()
    {
        attempts++;
        return ProcessSpawner.StartAsync(new SpawnRequest { FileName = program, Arguments = ["1000"], Environment = new Dictionary<string, string>() });
    }

    private Task RefuseAsync() => Eventually.TrueAsync(() => Advance() && attempts > 3, Patience, "it is tried again and again");

    private void Return() => File.CreateSymbolicLink(program, "/bin/sleep");

    private bool Advance()
    {
        time.Advance(Second / 4);
        return true;
    }
}
