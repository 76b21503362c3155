namespace Ingot.Cli.Failures;

/// <summary>A command failed in a way its user should read about.</summary>
internal class CommandException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode => exitCode;

    /// <summary>Whether the command's help follows the message.</summary>
    public virtual bool ShowsHelp => false;
}

/// <summary>A command was called in a way that makes no sense.</summary>
internal sealed class UsageException(string message) : CommandException(message)
{
    public override bool ShowsHelp => true;

    public static UsageException Combination(params string[] options) =>
        new($"Incorrect Usage: The following arguments cannot be used together: {string.Join(", ", options)}");
}

/// <summary>The words after the program's name could not be read.</summary>
internal sealed class ParseException(string message) : Exception(message);
