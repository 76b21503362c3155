namespace Ingot.Cli.CommandLine;

/// <summary>The words after a command's name, sorted into options and arguments.</summary>
internal sealed class ParsedArguments(
    IReadOnlyDictionary<string, List<string>> options, IReadOnlyDictionary<string, string> arguments, IReadOnlyList<string> rest)
{
    /// <summary>The words of the argument that takes all that are left.</summary>
    public IReadOnlyList<string> Rest => rest;

    /// <summary>Whether the option is given.</summary>
    public bool Has(string option) => options.ContainsKey(option);

    /// <summary>The option's last value, or null.</summary>
    public string? Find(string option) => options.TryGetValue(option, out var values) ? values[^1] : null;

    public IReadOnlyList<string> All(string option) => options.TryGetValue(option, out var values) ? values : [];

    public long? Number(string option) => Find(option) is { } text ? long.Parse(text) : null;

    /// <summary>A required argument.</summary>
    public string this[string argument] => arguments[argument];

    public string? FindArgument(string argument) => arguments.GetValueOrDefault(argument);
}
