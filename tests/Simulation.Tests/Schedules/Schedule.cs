using Ingot.Simulation.Tests.Time;
using Ingot.Simulation.Tests.Worlds;

namespace Ingot.Simulation.Tests.Schedules;

/// <summary>What is done to a world, and when. Everything else follows from the seed.</summary>
internal sealed record Schedule
{
    public required int Seed { get; init; }
    public required IReadOnlyList<(string Name, string Zone)> Cells { get; init; }
    public required int CellMemoryMb { get; init; }
    public required int Routers { get; init; }
    public required IReadOnlyList<(string Name, bool IsRouted, int MemoryMb)> Apps { get; init; }
    public required Network Network { get; init; }
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>When the last fault is over.</summary>
    public TimeSpan End => Steps.Count == 0 ? TimeSpan.Zero : Steps.Max(step => step.Until);

    public override string ToString() =>
        $"seed {Seed}: {Cells.Count} cells of {CellMemoryMb} MB, {Routers} routers, {Apps.Count} apps, {Network}\n"
        + string.Join('\n', Steps.Select(step => $"  {step}"));
}

/// <summary>Something a developer, an operator or fate does.</summary>
/// <param name="Until">When it is over.</param>
internal sealed record Step(TimeSpan At, TimeSpan Until, string Text, Action<World> Do)
{
    public override string ToString() => $"{At.TotalSeconds, 8:F3} s  {Text}";
}
