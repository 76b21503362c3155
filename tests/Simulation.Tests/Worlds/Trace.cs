namespace Ingot.Simulation.Tests.Worlds;

/// <summary>What happened, in virtual time, for people to read.</summary>
internal sealed class Trace(TimeProvider time)
{
    private readonly DateTimeOffset beginning = time.GetUtcNow();
    private readonly List<string> lines = [];

    public void Say(string what) => lines.Add($"{(time.GetUtcNow() - beginning).TotalSeconds, 8:F3} s  {what}");

    public override string ToString() => string.Join('\n', lines);
}
