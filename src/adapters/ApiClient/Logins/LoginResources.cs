namespace Ingot.ApiClient.Logins;

/// <summary>The login server's description of itself.</summary>
public sealed record LoginInfoResource
{
    /// <summary>What to ask for: name → (kind, label), in the server's order.</summary>
    public Dictionary<string, string[]> Prompts { get; set; } = [];
}

internal sealed record TokenResource
{
    public required string AccessToken { get; init; }
    public string? RefreshToken { get; init; }
    public string TokenType { get; set; } = "bearer";
}

internal sealed record UaaErrorResource
{
    public string? Error { get; init; }
    public string? ErrorDescription { get; init; }
}
