using Ingot.Model.Instances;
using Ingot.Protocol.Cells;

namespace Ingot.Simulation.Tests.Bugs;

/// <summary>An instance that is told to stop is taken as gone before its process is.</summary>
internal sealed class EarlyEnd : ReportsBug
{
    protected override async IAsyncEnumerable<CellEvent> Read(IAsyncEnumerable<CellEvent> reports)
    {
        await foreach (var report in reports)
        {
            yield return report.Instance is { State: InstanceState.Stopping } stopping
                ? report with { Instance = stopping with { State = InstanceState.Stopped } }
                : report;
        }
    }
}
