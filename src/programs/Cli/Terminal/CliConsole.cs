namespace Ingot.Cli.Terminal;

/// <summary>Where a command's words go to and its answers come from; many threads may write.</summary>
internal sealed class CliConsole(TextWriter output, TextWriter errors, TextReader input)
{
    private readonly Lock gate = new();

    /// <summary>Whether a person looks at the output, so that colours and wrapping make sense.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether keys can be read without showing them.</summary>
    public bool HasKeyboard { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = int.MaxValue;

    public void Write(string text)
    {
        lock (gate)
        {
            output.Write(text);
            output.Flush();
        }
    }

    public void Line() => Write("\n");

    public void Line(string text) => Write(text + "\n");

    /// <summary>A line whose inserted values stand out.</summary>
    public void Flavor(FormattableString text) => Line(string.Format(text.Format, [.. text.GetArguments().Select(value => (object)Paint($"{value}", Style.Flavor))]));

    public void Ok() => Write($"{Paint("OK", Style.Good)}\n\n");

    public void Failed() => Line(Paint("FAILED", Style.Bad));

    /// <summary>A line that is no result: a warning, a note, an error.</summary>
    public void Warning(string text)
    {
        lock (gate)
        {
            errors.Write(text + "\n");
            errors.Flush();
        }
    }

    public string Paint(string text, string style) => IsTerminal && text.Length > 0 ? $"\e[{style}m{text}\e[0m" : text;

    /// <summary>The next line typed, or null at the end of the input; one that nobody saw being typed is shown.</summary>
    public string? ReadLine(string prompt)
    {
        var line = ReadLineUnseen(prompt);
        if (!HasKeyboard && line is not null)
            Line(line);
        return line;
    }

    private string? ReadLineUnseen(string prompt)
    {
        Write(prompt);
        return input.ReadLine();
    }

    /// <summary>The next line typed, not shown while it is typed.</summary>
    public string? ReadSecret(string prompt)
    {
        if (!HasKeyboard)
        {
            var line = ReadLineUnseen(prompt);
            Line();
            return line;
        }
        Write(prompt);
        var secret = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                secret.Length = Math.Max(0, secret.Length - 1);
            else if (key.KeyChar != '\0')
                secret.Append(key.KeyChar);
        }
        Line();
        return secret.ToString();
    }
}

/// <summary>ANSI styles.</summary>
internal static class Style
{
    public const string Flavor = "36;1";
    public const string Good = "32;1";
    public const string Bad = "31;1";
    public const string Bold = "1";
    public const string Removed = "31";
    public const string Added = "32";
}
