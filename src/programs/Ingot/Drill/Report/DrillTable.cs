using Ingot.Drill.Measures;
using Spectre.Console;

namespace Ingot.Drill.Report;

/// <summary>The table of a drill, a row per fault, and below it what was broken or not tried.</summary>
internal static class DrillTable
{
    /// <summary>Characters of a line in a file or a pipe, where nothing tells the width.</summary>
    private const int WidthOutsideTerminals = 160;

    private static readonly string[] columns =
    [
        "fault",
        "requests",
        "failed",
        "retryable",
        "forbidden",
        "p50 ms",
        "p99.9 ms",
        "slowest ms",
        "recovered s",
        "overlaps",
        "longest gap s",
        "zone skew",
    ];

    /// <param name="left">How many of the <paramref name="faults"/> were not got to; with some left there is no verdict.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<FaultResult> results, int left, int faults)
    {
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = WidthOutsideTerminals;
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(column) { Alignment = column == columns[0] ? Justify.Left : Justify.Right, NoWrap = true });
        foreach (var result in results)
            table.AddRow([.. Cells(result).Select(text => new Text(text))]);
        if (results.Count > 0)
        {
            console.Write(table);
            console.WriteLine();
        }
        foreach (var result in results)
        {
            foreach (var broken in result.Broken)
                console.WriteLine($"BROKEN by {result.Fault}: {broken}.");
        }
        if (left > 0)
            console.WriteLine($"Stopped before {left} of {faults} {(faults == 1 ? "fault" : "faults")}.");
        else if (results.All(result => result.Broken.Count == 0))
            console.WriteLine("Every promise was kept.");
    }

    private static IEnumerable<string> Cells(FaultResult result) =>
        [
            result.Fault,
            $"{result.Requests}",
            $"{result.Failed}",
            $"{result.Retryable}",
            $"{result.Forbidden}",
            $"{result.P50Ms:0.0}",
            $"{result.P999Ms:0}",
            $"{result.SlowestMs:0}",
            result.RecoveredSeconds is { } seconds ? $"{seconds:0.0}" : "never",
            $"{result.Overlaps}",
            $"{result.LongestGapSeconds:0.0} (#{result.LongestGapIndex})",
            $"{result.SkewBefore} → {result.SkewAfter}",
        ];
}
