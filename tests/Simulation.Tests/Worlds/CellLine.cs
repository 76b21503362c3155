using System.Runtime.CompilerServices;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Logs;
using Ingot.Simulation.Tests.Time;

namespace Ingot.Simulation.Tests.Worlds;

/// <summary>
/// The line from a controller to a cell. An order takes its time, may be lost with its connection before it is carried out or after,
/// and is not carried out when its sender has died or given up by then.
/// </summary>
internal sealed class CellLine(World world, SimulatedProgram controller, SimulatedCell cell) : ICell
{
    public async IAsyncEnumerable<CellEvent> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = await AskAsync(static run => run.Open(), cancellationToken);
        await foreach (var change in stream.ReadAsync(cancellationToken))
            yield return change;
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> OutputAsync(
        string incarnation,
        long after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var end = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(() => end.TrySetCanceled(cancellationToken));
        await end.Task;
        yield break;
    }

    public Task<Refusal?> StartAsync(InstanceDescription instance, CancellationToken cancellationToken) =>
        AskAsync(run => run.Start(instance), cancellationToken);

    public Task StopAsync(string instanceGuid, CancellationToken cancellationToken) => OrderAsync(run => run.Stop(instanceGuid), cancellationToken);

    public Task ForgetInstanceAsync(string instanceGuid, CancellationToken cancellationToken) =>
        OrderAsync(run => run.Forget(instanceGuid), cancellationToken);

    public Task<Refusal?> StageAsync(StagingDescription staging, CancellationToken cancellationToken) => throw NothingIsBuilt();

    public Task CancelTaskAsync(string taskGuid, CancellationToken cancellationToken) => throw NothingIsBuilt();

    public Task ForgetTaskAsync(string taskGuid, CancellationToken cancellationToken) => throw NothingIsBuilt();

    public Task<IReadOnlyList<InstanceUsage>> UsageAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<InstanceUsage>>([]);

    public void Dispose() { }

    private static NotSupportedException NothingIsBuilt() => new("No app of a simulation is built.");

    private Task OrderAsync(Action<CellRun> order, CancellationToken cancellationToken) =>
        AskAsync<object?>(
            run =>
            {
                order(run);
                return null;
            },
            cancellationToken
        );

    private async Task<T> AskAsync<T>(Func<CellRun, T> ask, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>();
        await using var end = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        world.Clock.After(world.Network.Delay(world.Chance, cell.Name), Arrive);
        return await answer.Task;

        void Arrive()
        {
            if (!controller.IsAlive || cancellationToken.IsCancellationRequested)
                return;
            if (cell.Run is not { IsListening: true } run || world.Chance.Happens(world.Network.Lost, "order lost", cell.Name))
                Fail();
            else
                run.Do(() => CarryOut(run));
        }

        void CarryOut(CellRun run)
        {
            if (!controller.IsAlive || cancellationToken.IsCancellationRequested)
                return;
            var result = ask(run);
            if (world.Chance.Happens(world.Network.Lost, "answer lost", cell.Name))
                world.Clock.After(world.Network.Delay(world.Chance, cell.Name), Fail);
            else
                world.Clock.After(world.Network.Delay(world.Chance, cell.Name), () => answer.TrySetResult(result));
        }

        void Fail() => answer.TrySetException(new HttpRequestException("the connection broke"));
    }
}
