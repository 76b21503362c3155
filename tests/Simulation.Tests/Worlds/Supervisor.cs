using Ingot.Protocol.Supervisor;
using Ingot.Simulation.Tests.Time;

namespace Ingot.Simulation.Tests.Worlds;

/// <summary>Tells whoever listens which cells there are.</summary>
internal sealed class Supervisor(World world)
{
    private readonly List<SimulatedStream<CellProcesses>> streams = [];

    public SimulatedStream<CellProcesses> Open()
    {
        var stream = new SimulatedStream<CellProcesses>(world.Clock, world.Chance, "supervisor", world.Network);
        stream.Send(List(), about: null);
        streams.Add(stream);
        return stream;
    }

    public void Publish()
    {
        streams.RemoveAll(stream => stream.IsOver);
        foreach (var stream in streams)
            stream.Send(List(), about: null);
    }

    public void CutStreams()
    {
        foreach (var stream in streams)
            stream.Break(noticedAfter: TimeSpan.Zero);
    }

    private CellProcesses List() => new([.. world.Cells.Select(cell => cell.Listed)]);
}
