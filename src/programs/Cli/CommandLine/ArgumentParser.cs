using Ingot.Cli.Failures;

namespace Ingot.Cli.CommandLine;

/// <summary>Reads the words after a command's name the way the official client does: options anywhere, values attached or apart.</summary>
internal sealed class ArgumentParser(CommandDescription command)
{
    private readonly Dictionary<string, List<string>> options = [];
    private readonly List<string> words = [];

    /// <summary>Whether <c>-h</c> or <c>--help</c> is among the words.</summary>
    public bool AsksForHelp { get; private set; }

    /// <summary>Whether <c>-v</c> is among the words.</summary>
    public bool IsVerbose { get; private set; }

    public ParsedArguments Parse(IReadOnlyList<string> typed)
    {
        var rest = new Queue<string>(typed);
        while (rest.TryDequeue(out var word))
        {
            if (word == "--")
            {
                words.AddRange(rest);
                break;
            }
            if (command.TakesUnknownOptions && !IsKnown(word))
                words.Add(word);
            else if (word.StartsWith("--", StringComparison.Ordinal))
                ReadLong(word[2..], rest);
            else if (word is ['-', _, ..])
                ReadShort(word[1..], rest);
            else
                words.Add(word);
        }
        if (AsksForHelp)
            return new ParsedArguments(options, new Dictionary<string, string>(), []);
        RefuseWrongCount();
        if (command.Options.FirstOrDefault(option => option.IsRequired && !options.ContainsKey(option.Name)) is { } required)
            throw new ParseException($"the required flag `{required.InErrors}' was not specified");
        return new ParsedArguments(options, Arguments(), command.Arguments is [.., { IsRest: true }] ? words[(command.Arguments.Count - 1)..] : []);
    }

    private bool IsKnown(string word) =>
        word is "-h" or "--help" or "-v" || command.Options.Any(option => word == $"--{option.Long}" || word == $"-{option.Short}");

    private void ReadLong(string word, Queue<string> rest)
    {
        var (name, value) = word.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? (word[..at], word[(at + 1)..]) : (word, null);
        if (command.Options.FirstOrDefault(option => option.Long == name) is { } option)
            Take(option, value, rest);
        else if (name == "help")
            AsksForHelp = true;
        else
            throw new ParseException($"unknown flag `{name}'");
    }

    private void ReadShort(string letters, Queue<string> rest)
    {
        for (var i = 0; i < letters.Length; i++)
        {
            var option = command.Options.FirstOrDefault(option => option.Short == letters[i]);
            if (option is null && letters[i] is 'h' or 'v' && option is null)
            {
                AsksForHelp |= letters[i] == 'h';
                IsVerbose |= letters[i] == 'v';
            }
            else if (option is null)
            {
                throw new ParseException($"unknown flag `{letters[i]}'");
            }
            else if (option.IsSwitch)
            {
                Take(option, null, rest);
            }
            else
            {
                var attached = letters[(i + 1)..];
                Take(option, attached.Length == 0 ? null : attached.StartsWith('=') ? attached[1..] : attached, rest);
                return;
            }
        }
    }

    private void Take(Option option, string? value, Queue<string> rest)
    {
        if (option.IsSwitch)
        {
            options[option.Name] = ["true"];
            return;
        }
        if (value is null)
        {
            if (!rest.TryPeek(out var next))
                throw new ParseException($"expected argument for flag `{option.InErrors}'");
            if (next is ['-', not (>= '0' and <= '9'), ..])
                throw new ParseException($"expected argument for flag `{option.InErrors}', but got option `{next}'");
            value = rest.Dequeue();
        }
        if (option.Check?.Invoke(value) is { } fault)
            throw new ParseException(fault);
        if (!option.MayRepeat || !options.TryGetValue(option.Name, out var values))
            options[option.Name] = values = [];
        values.Add(value);
    }

    private void RefuseWrongCount()
    {
        var missing = command.Arguments.Where(argument => argument.IsRequired).Skip(words.Count).Select(Describe).ToList();
        if (missing.Count > 0)
        {
            throw new ParseException(missing.Count == 1
                ? $"the required argument {missing[0]} was not provided"
                : $"the required arguments {string.Join(", ", missing[..^1])} and {missing[^1]} were not provided");
        }
        if (words.Count > command.Arguments.Count && command.Arguments is not [.., { IsRest: true }])
            throw new UsageException($"Incorrect Usage: unexpected argument \"{words[command.Arguments.Count]}\"");
    }

    private static string Describe(Argument argument) => argument.IsRest ? $"`{argument.Name} (at least 1 argument)`" : $"`{argument.Name}`";

    private Dictionary<string, string> Arguments()
    {
        var pairs = command.Arguments.Zip(words).ToList();
        if (pairs.Select(pair => pair.First.Check?.Invoke(pair.Second)).FirstOrDefault(fault => fault is not null) is { } fault)
            throw new ParseException(fault);
        return pairs.ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }
}
