namespace Ingot.Cli.Terminal;

/// <summary>Rows in columns, three spaces apart, as the official client prints them.</summary>
internal static class Tables
{
    private const int Gap = 3;

    /// <summary>Rows of a label and a value; the value is wrapped on a terminal.</summary>
    public static void KeyValues(this CliConsole console, params IEnumerable<(string Key, string Value)> rows)
    {
        var lines = rows.ToList();
        var width = lines.Max(row => row.Key.Length) + Gap;
        foreach (var (key, value) in lines)
        {
            console.Line($"{key.PadRight(width)}{(console.IsTerminal ? Wrap(value, width, console.Width) : value)}");
        }
    }

    /// <summary>A table whose first row is the heading.</summary>
    public static void Table(this CliConsole console, IReadOnlyList<string[]> rows, string prefix = "")
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length) + Gap).ToArray();
        for (var line = 0; line < rows.Count; line++)
        {
            var row = rows[line];
            var cells = row.Select((cell, column) => Painted(console, cell, line, column) + (column + 1 < row.Length ? new string(' ', widths[column] - cell.Length) : ""));
            console.Line(prefix + string.Concat(cells));
        }
    }

    private static string Painted(CliConsole console, string cell, int line, int column) => line switch
    {
        0 => console.Paint(cell, Style.Bold),
        _ when column == 1 && cell is "down" or "crashed" => console.Paint(cell, Style.Bad),
        _ => cell,
    };

    private static string Wrap(string text, int indent, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width - indent)
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            }
        }
        return string.Join($"\n{new string(' ', indent)}", lines);
    }
}
