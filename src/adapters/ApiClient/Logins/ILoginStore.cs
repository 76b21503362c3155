namespace Ingot.ApiClient.Logins;

/// <summary>Where a login is kept between runs.</summary>
public interface ILoginStore
{
    Login Login { get; }

    /// <summary>Keeps new tokens.</summary>
    void Keep(string accessToken, string? refreshToken);
}

/// <summary>What is known of a login.</summary>
public sealed record Login
{
    /// <summary>Address of the login server, e.g. <c>http://localhost:8080/uaa</c>.</summary>
    public required string LoginUrl { get; init; }

    /// <summary>With its type in front, e.g. <c>bearer …</c>; empty when logged out.</summary>
    public string AccessToken { get; init; } = "";
    public string RefreshToken { get; init; } = "";
    public string Client { get; init; } = "cf";
    public string ClientSecret { get; init; } = "";
}
