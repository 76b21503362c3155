using Ingot.ApiClient.Http;
using Ingot.ApiClient.Logins;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Logins;

/// <summary>Exchanging credentials for tokens.</summary>
internal static class Authentication
{
    private const string ClientGrant = "client_credentials";

    public static async Task LogInAsync(Session session, string user, string password, bool isClient, string? origin, CancellationToken cancellationToken)
    {
        var credentials = isClient
            ? new Dictionary<string, string> { ["client_id"] = user, ["client_secret"] = password }
            : new Dictionary<string, string> { ["username"] = user, ["password"] = password };
        await LogInAsync(session, credentials, isClient ? ClientGrant : "password", origin, cancellationToken);
        session.Config.UaaOAuthClient = isClient ? user : session.Config.UaaOAuthClient;
    }

    /// <summary>Logs in; when that fails nobody is logged in.</summary>
    public static async Task LogInAsync(Session session, IReadOnlyDictionary<string, string> credentials, string grant, string? origin, CancellationToken cancellationToken)
    {
        if (grant == "password" && session.Config.UaaGrantType == ClientGrant)
        {
            throw new CommandException("Service account currently logged in. Use 'cf logout' to log out service account and try again.");
        }
        session.Config.ForgetTarget();
        try
        {
            await session.Api.Uaa.LogInAsync(credentials, grant, origin, cancellationToken);
            session.Config.UaaGrantType = grant == "password" ? "" : grant;
        }
        catch (UaaException)
        {
            session.Config.ForgetTokens();
            throw;
        }
    }

    /// <summary>Revokes the tokens that can be revoked and forgets them all, with the target.</summary>
    public static async Task LogOutAsync(Session session, CancellationToken cancellationToken)
    {
        foreach (var token in new[] { session.Config.RefreshToken, session.Config.AccessToken })
        {
            if (AccessToken.Read(token) is { IsRevocable: true, Id: { } id })
            {
                await session.Api.Uaa.RevokeAsync(id, cancellationToken);
            }
        }
        var config = session.Config;
        config.ForgetTokens();
        config.ForgetTarget();
        config.UaaGrantType = "";
        config.UaaOAuthClient = "cf";
        config.UaaOAuthClientSecret = "";
    }
}
