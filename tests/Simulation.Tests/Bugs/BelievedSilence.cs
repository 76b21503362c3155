using Ingot.Protocol.Cells;

namespace Ingot.Simulation.Tests.Bugs;

/// <summary>A cell whose reports have dropped out is believed to run nothing.</summary>
internal sealed class BelievedSilence : ReportsBug
{
    protected override async IAsyncEnumerable<CellEvent> Read(IAsyncEnumerable<CellEvent> reports)
    {
        CellSnapshot? last = null;
        await using var reader = reports.GetAsyncEnumerator();
        while (true)
        {
            try
            {
                if (!await reader.MoveNextAsync())
                    yield break;
            }
            catch (IOException) when (last is not null)
            {
                break;
            }
            last = reader.Current.Snapshot ?? last;
            yield return reader.Current;
        }
        yield return new CellEvent { Snapshot = last with { Instances = [] } };
        throw new IOException("the stream broke");
    }
}
