using Ingot.Cell.Droplets;
using Ingot.Cell.Events;
using Ingot.Cell.Output;
using Ingot.Cell.Settings;

namespace Ingot.Cell.Runs;

/// <summary>What the runs of one cell share.</summary>
internal sealed record RunContext(
    CellOptions Options,
    CellSandbox Sandbox,
    DropletCache Droplets,
    StartSlots Starts,
    CellEventFeed Feed,
    LogRing Ring,
    TimeProvider Time
);
