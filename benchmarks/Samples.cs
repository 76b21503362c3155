using Spectre.Console;

namespace Ingot.Benchmarks;

/// <summary>Figures of one quantity, printed as a row of median, best and worst.</summary>
internal sealed class Samples(string name, string unit, double goal)
{
    private readonly List<double> values = [];

    public void Add(double value) => values.Add(value);

    public double Median => values.Order().ElementAt(values.Count / 2);

    /// <summary>Prints a table of several quantities; the goal is for the median.</summary>
    public static void Print(string title, params Samples[] rows)
    {
        var table = new Table().Title(title).AddColumns("what", "samples", "median", "best", "worst", "goal");
        foreach (var row in rows)
            table.AddRow(
                row.Name,
                $"{row.values.Count}",
                row.Format(row.Median),
                row.Format(row.values.Min()),
                row.Format(row.values.Max()),
                $"≤ {row.Format(row.Goal)} {(row.Median <= row.Goal ? "met" : "missed")}"
            );
        AnsiConsole.Write(table);
    }

    private string Name => name;

    private double Goal => goal;

    private string Format(double value) => $"{value:0.##} {unit}";
}
