using System.Text;

namespace Ingot.Cli.CommandLine;

/// <summary>Writes help in the official client's layout.</summary>
internal static class HelpText
{
    private const string Margin = "   ";

    public static string For(CommandDescription command)
    {
        var text = new StringBuilder($"NAME:\n{Margin}{command.Name} - {command.Summary}\n");
        Block(text, "USAGE", command.Usage.Split('\n'));
        Block(text, "EXAMPLES", command.Examples?.Split('\n') ?? []);
        if (command.Further is var (title, lines))
            Block(text, title, lines);
        Block(text, "ALIAS", command.Alias is null ? [] : [command.Alias]);
        var width = command.Options.Select(option => option.Hyphened.Length).DefaultIfEmpty().Max() + 6;
        Block(text, "OPTIONS", command.Options.Select(option =>
            $"{option.Hyphened.PadRight(width)}{option.Description}{(option.Default is null ? "" : $" (Default: {option.Default})")}"));
        Block(text, "ENVIRONMENT", command.Environment.Select(entry => $"{entry.Variable.PadRight(29)}{entry.Meaning}"));
        Block(text, "SEE ALSO", command.SeeAlso is null ? [] : [command.SeeAlso]);
        return text.ToString();
    }

    private static void Block(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var block = lines.ToList();
        if (block.Count > 0)
        {
            text.Append($"\n{title}:\n");
            block.ForEach(line => text.Append(line.Length == 0 ? "" : Margin).Append(line).Append('\n'));
        }
    }
}
