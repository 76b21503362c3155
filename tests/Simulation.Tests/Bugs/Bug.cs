using Ingot.Protocol.Supervisor;
using Ingot.Simulation.Tests.Worlds;

namespace Ingot.Simulation.Tests.Bugs;

/// <summary>A bug that is planted by wrapping what the controller talks to; this one is none.</summary>
internal class Bug
{
    public static readonly Bug None = new();

    public virtual ICells Plant(World world, ICells cells) => cells;

    public virtual IRouterEnd Plant(IRouterEnd controller) => controller;
}
