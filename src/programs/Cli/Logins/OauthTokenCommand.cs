using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Logins;

/// <summary>Shows a fresh token of the login.</summary>
internal sealed class OauthTokenCommand : Command
{
    public override CommandDescription Description => new("oauth-token", "Display the OAuth token for the current session") { Usage = "cf oauth-token", SeeAlso = "curl" };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        await session.Api.Uaa.RefreshAsync(cancellationToken);
        session.Console.Line(session.Config.AccessToken);
    }
}
