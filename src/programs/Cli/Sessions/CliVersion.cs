namespace Ingot.Cli.Sessions;

/// <summary>What the client calls itself: the official version it keeps to, and its own.</summary>
internal static class CliVersion
{
    /// <summary>The official client whose commands, words and exit codes this one has.</summary>
    private const string Official = "8.7.8";

    public static string Text => $"{Official}+ingot.{typeof(CliVersion).Assembly.GetName().Version?.ToString(3)}";
}
