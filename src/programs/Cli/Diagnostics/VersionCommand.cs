using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Diagnostics;

/// <summary>Names the client's version.</summary>
internal sealed class VersionCommand : Command
{
    public override CommandDescription Description => new("version", "Print the version") { Usage = "cf version\n\n'cf -v' and 'cf --version' are also accepted." };

    public override Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.Console.Line($"cf version {CliVersion.Text}");
        return Task.CompletedTask;
    }
}
