using Ingot.Protocol.Cells;
using Ingot.Protocol.Logs;
using Ingot.Protocol.Supervisor;
using Ingot.Simulation.Tests.Worlds;

namespace Ingot.Simulation.Tests.Bugs;

/// <summary>A bug in what a controller makes of the reports of its cells.</summary>
internal abstract class ReportsBug : Bug
{
    public override ICells Plant(World world, ICells cells) => new Cells(cells, this);

    protected abstract IAsyncEnumerable<CellEvent> Read(IAsyncEnumerable<CellEvent> reports);

    private sealed class Cells(ICells cells, ReportsBug bug) : ICells
    {
        public IAsyncEnumerable<CellProcesses> WatchCellsAsync(CancellationToken cancellationToken) => cells.WatchCellsAsync(cancellationToken);

        public ICell Connect(string socket) => new Cell(cells.Connect(socket), bug);
    }

    private sealed class Cell(ICell cell, ReportsBug bug) : ICell
    {
        public IAsyncEnumerable<CellEvent> EventsAsync(CancellationToken cancellationToken) => bug.Read(cell.EventsAsync(cancellationToken));

        public IAsyncEnumerable<IReadOnlyList<LogLine>> OutputAsync(string incarnation, long after, CancellationToken cancellationToken) =>
            cell.OutputAsync(incarnation, after, cancellationToken);

        public Task<Refusal?> StartAsync(InstanceDescription instance, CancellationToken cancellationToken) =>
            cell.StartAsync(instance, cancellationToken);

        public Task StopAsync(string instanceGuid, CancellationToken cancellationToken) => cell.StopAsync(instanceGuid, cancellationToken);

        public Task ForgetInstanceAsync(string instanceGuid, CancellationToken cancellationToken) =>
            cell.ForgetInstanceAsync(instanceGuid, cancellationToken);

        public Task<Refusal?> StageAsync(StagingDescription staging, CancellationToken cancellationToken) =>
            cell.StageAsync(staging, cancellationToken);

        public Task CancelTaskAsync(string taskGuid, CancellationToken cancellationToken) => cell.CancelTaskAsync(taskGuid, cancellationToken);

        public Task ForgetTaskAsync(string taskGuid, CancellationToken cancellationToken) => cell.ForgetTaskAsync(taskGuid, cancellationToken);

        public Task<IReadOnlyList<InstanceUsage>> UsageAsync(CancellationToken cancellationToken) => cell.UsageAsync(cancellationToken);

        public void Dispose() => cell.Dispose();
    }
}
