using System.Text;

namespace Ingot.Lifecycle.Commands;

/// <summary>What a command prints, line by line, in bounded memory however much it is and wherever its lines end.</summary>
internal sealed class CommandOutput(Action<string> show)
{
    private const int LongestLine = 16 * 1024;
    private const int MostKept = 512 * 1024;
    private readonly StringBuilder line = new();
    private readonly StringBuilder kept = new();

    /// <summary>Reads to the end and returns the last of it.</summary>
    public async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            foreach (var letter in buffer.AsSpan(0, count))
                Take(letter);
        }

        if (line.Length > 0)
            EndLine();
        return kept.ToString();
    }

    private void Take(char letter)
    {
        if (letter != '\n')
            line.Append(letter);
        if (letter == '\n' || line.Length >= LongestLine)
            EndLine();
    }

    private void EndLine()
    {
        var text = line.ToString().TrimEnd('\r');
        line.Clear();
        show(text);
        kept.Append(text).Append('\n');
        if (kept.Length > 2 * MostKept)
            kept.Remove(0, kept.Length - MostKept);
    }
}
