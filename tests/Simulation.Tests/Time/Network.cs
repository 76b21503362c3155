namespace Ingot.Simulation.Tests.Time;

/// <summary>How badly messages fare.</summary>
/// <param name="Slowest">The longest a message is under way, in milliseconds.</param>
/// <param name="Lost">How likely an order, or its answer, is lost with its connection.</param>
/// <param name="Duplicated">How likely a report comes twice.</param>
internal sealed record Network(double Slowest, double Lost, double Duplicated)
{
    public TimeSpan Delay(Chance chance, string line) => chance.Between(0.05, Slowest, "delay", line);
}
