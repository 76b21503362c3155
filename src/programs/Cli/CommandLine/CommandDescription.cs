namespace Ingot.Cli.CommandLine;

/// <summary>Everything help and the parser need to know of a command.</summary>
internal sealed record CommandDescription(string Name, string Summary)
{
    public string? Alias { get; init; }

    /// <summary>The lines under USAGE, without the margin.</summary>
    public required string Usage { get; init; }

    public string? Examples { get; init; }

    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    /// <summary>Words that look like options it has not are arguments: values that begin with a hyphen.</summary>
    public bool TakesUnknownOptions { get; init; }

    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>A further block of help, e.g. <c>ROLES</c>, with its lines.</summary>
    public (string Title, string[] Lines)? Further { get; init; }

    /// <summary>Variables with their default and meaning.</summary>
    public IReadOnlyList<(string Variable, string Meaning)> Environment { get; init; } = [];

    public string? SeeAlso { get; init; }
}
