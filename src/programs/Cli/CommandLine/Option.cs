namespace Ingot.Cli.CommandLine;

/// <summary>A flag of a command, with or without a value.</summary>
/// <param name="Long">Without its hyphens, or null.</param>
/// <param name="Short">Without its hyphen, or null.</param>
internal sealed record Option(string? Long, char? Short, string Description)
{
    /// <summary>A switch takes no value.</summary>
    public bool IsSwitch { get; init; }

    public bool MayRepeat { get; init; }

    public bool IsRequired { get; init; }

    public string? Default { get; init; }

    /// <summary>What is wrong with a value, or null.</summary>
    public Func<string, string?>? Check { get; init; }

    /// <summary>The name options are looked up by.</summary>
    public string Name => Long ?? $"{Short}";

    /// <summary>Both forms as help shows them.</summary>
    public string Hyphened => (Long, Short) switch
    {
        (null, var letter) => $"-{letter}",
        (var name, null) => $"--{name}",
        var (name, letter) => $"--{name}, -{letter}",
    };

    /// <summary>Both forms as errors show them.</summary>
    public string InErrors => (Long, Short) switch
    {
        (null, var letter) => $"-{letter}",
        (var name, null) => $"--{name}",
        var (name, letter) => $"-{letter}, --{name}",
    };

    public static Option Switch(string? @long, char? @short, string description) => new(@long, @short, description) { IsSwitch = true };
}

/// <summary>A word after the command's name.</summary>
internal sealed record Argument(string Name, bool IsRequired = true)
{
    /// <summary>Takes all words that are left; only the last argument may.</summary>
    public bool IsRest { get; init; }

    /// <summary>What is wrong with a word, or null.</summary>
    public Func<string, string?>? Check { get; init; }
}
