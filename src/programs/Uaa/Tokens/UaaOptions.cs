namespace Ingot.Uaa.Tokens;

/// <summary>How users sign in.</summary>
public sealed record UaaOptions
{
    /// <summary>How long an access token is good for. Default 20 minutes; clients renew in the last one.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How long a client may go without a request before its user signs in again. Default 30 days.</summary>
    public TimeSpan RefreshTokenLifetime { get; init; } = TimeSpan.FromDays(30);
}
