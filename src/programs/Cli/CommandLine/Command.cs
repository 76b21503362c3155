using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.CommandLine;

/// <summary>One command: what it is called and takes, and what it does.</summary>
internal abstract class Command
{
    public abstract CommandDescription Description { get; }

    /// <summary>Does it; throws <see cref="CommandException"/> or a client's exception when it fails.</summary>
    public abstract Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken);
}
