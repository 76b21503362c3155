using System.Buffers.Text;
using System.Text.Json;

namespace Ingot.ApiClient.Logins;

/// <summary>What a client reads from its own token; the signature is for the server to check.</summary>
public sealed record AccessToken
{
    /// <summary>The user's name, or the client's id for a client's token.</summary>
    public required string Name { get; init; }

    public bool IsClient { get; init; }

    /// <summary>The identity provider that knows the user.</summary>
    public string? Origin { get; init; }

    public DateTimeOffset Expires { get; init; }

    public string? Id { get; init; }

    public bool IsRevocable { get; init; }

    /// <summary>Reads <c>bearer …</c> or the token alone; null when it is no JSON web token.</summary>
    public static AccessToken? Read(string token)
    {
        var parts = token[(token.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split('.');
        if (parts.Length != 3)
            return null;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            var root = claims.RootElement;
            var user = Text(root, "user_name");
            return new AccessToken
            {
                Name = user ?? Text(root, "client_id") ?? "",
                IsClient = user is null,
                Origin = Text(root, "origin"),
                Expires = root.TryGetProperty("exp", out var exp) ? DateTimeOffset.FromUnixTimeSeconds((long)exp.GetDouble()) : DateTimeOffset.MinValue,
                Id = Text(root, "jti"),
                IsRevocable = root.TryGetProperty("revocable", out var revocable) && revocable.ValueKind == JsonValueKind.True,
            };
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
