using Ingot.Protocol.Routes;
using Ingot.Simulation.Tests.Time;
using Ingot.Simulation.Tests.Worlds;

namespace Ingot.Simulation.Tests.Bugs;

/// <summary>A table counts as acknowledged when it is sent, so that a stop waits for nobody.</summary>
internal sealed class HastyAcknowledgement : Bug
{
    public override IRouterEnd Plant(IRouterEnd controller) => new Hasty(controller);

    private sealed class Hasty(IRouterEnd controller) : IRouterEnd
    {
        public bool IsAlive => controller.IsAlive;

        public void Watch(string router, SimulatedStream<RouteTableUpdate> stream, Action<Action> close) => controller.Watch(router, stream, close);

        public void Acknowledge(RouteTableAck ack) => controller.Acknowledge(ack with { Version = long.MaxValue, Busy = [] });
    }
}
