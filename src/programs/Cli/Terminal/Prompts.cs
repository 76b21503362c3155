using Ingot.Cli.Failures;

namespace Ingot.Cli.Terminal;

/// <summary>Questions.</summary>
internal static class Prompts
{
    /// <summary>Asks until yes, no or nothing (no) is typed.</summary>
    public static bool Confirm(this CliConsole console, string question)
    {
        while (true)
        {
            switch (console.ReadLine($"{question} [yN]: ")?.Trim().ToLowerInvariant())
            {
                case null:
                    throw new CommandException("EOF");
                case "y" or "yes":
                    return true;
                case "n" or "no" or "":
                    return false;
            }
            console.Line("invalid input (not y, n, yes, or no)");
        }
    }

    /// <summary>Asks until something is typed.</summary>
    public static string Ask(this CliConsole console, string label, bool isSecret = false)
    {
        while (true)
        {
            var answer = isSecret ? console.ReadSecret($"{label}: ") : console.ReadLine($"{label}: ");
            if (answer is null)
            {
                throw new CommandException("EOF");
            }
            if (answer.Length > 0)
            {
                return answer;
            }
        }
    }

    /// <summary>The one chosen by number or name; null when nothing is typed. Throws for a name that is not on the list.</summary>
    public static string? Choose(this CliConsole console, string title, string label, IReadOnlyList<string> choices, Func<string, string> unknown)
    {
        while (true)
        {
            console.Line(title);
            for (var i = 0; i < choices.Count; i++)
            {
                console.Line($"{i + 1}. {choices[i]}");
            }
            console.Line();
            var answer = console.ReadLine($"{label} (enter to skip): ");
            if (string.IsNullOrEmpty(answer))
            {
                return null;
            }
            if (!int.TryParse(answer, out var number))
            {
                return choices.Contains(answer) ? answer : throw new CommandException(unknown(answer));
            }
            if (number >= 1 && number <= choices.Count)
            {
                return choices[number - 1];
            }
        }
    }
}
