using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Logins;

/// <summary>Ends the login.</summary>
internal sealed class LogoutCommand : Command
{
    public override CommandDescription Description => new("logout", "Log user out") { Alias = "lo", Usage = "cf logout" };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.Console.Flavor($"Logging out {session.UserName}...");
        await Authentication.LogOutAsync(session, cancellationToken);
        session.Console.Ok();
    }
}
