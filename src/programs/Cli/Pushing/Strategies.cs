using Ingot.Cli.Failures;

namespace Ingot.Cli.Pushing;

/// <summary>Ways of replacing a running version.</summary>
internal static class Strategies
{
    /// <summary>Says honestly what this version cannot do, before anything is changed.</summary>
    public static void Refuse(string? strategy)
    {
        if (!string.IsNullOrEmpty(strategy))
        {
            throw new CommandException($"This version of Ingot does not have --strategy {strategy} yet. Without it the app is stopped before its new version starts.");
        }
    }
}
