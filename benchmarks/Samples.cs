using Spectre.Console;

namespace Ingot.Benchmarks;

/// <summary>Figures of one quantity, printed as a row of median, best and worst, beside a peer's figure where there is one.</summary>
internal sealed class Samples(string name, string unit, double goal, Peer? peer = null)
{
    /// <summary>Characters of a line in a file or a pipe, where nothing tells the width: enough for every table.</summary>
    private const int WidthOutsideTerminals = 160;

    private readonly List<double> values = [];

    public void Add(double value) => values.Add(value);

    public double Median => values.Order().ElementAt(values.Count / 2);

    /// <summary>Prints a table of several quantities; the goal is for the median.</summary>
    public static void Print(string title, params Samples[] rows)
    {
        var table = new Table().Title(title).AddColumns("what", "samples", "median", "best", "worst", "goal");
        var peer = rows.Select(row => row.Peer).FirstOrDefault(peer => peer is not null);
        if (peer is not null)
            table.AddColumn(peer.Name);
        foreach (var row in rows)
        {
            string[] cells =
            [
                row.Name,
                $"{row.values.Count}",
                row.Format(row.Median),
                row.Format(row.values.Min()),
                row.Format(row.values.Max()),
                $"≤ {row.Format(row.Goal)} {(row.Median <= row.Goal ? "met" : "missed")}",
            ];
            table.AddRow(peer is null ? cells : [.. cells, row.Peer?.Figure ?? ""]);
        }
        if (!AnsiConsole.Profile.Out.IsTerminal)
            AnsiConsole.Profile.Width = WidthOutsideTerminals;
        AnsiConsole.Write(table);
    }

    private string Name => name;

    private double Goal => goal;

    private Peer? Peer => peer;

    private string Format(double value) => $"{value:0.##} {unit}".TrimEnd();
}

/// <summary>What a peer needs for the same.</summary>
internal sealed record Peer(string Name, string Figure);
