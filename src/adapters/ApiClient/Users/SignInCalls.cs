using System.Text.Json.Serialization;
using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Users;

/// <summary>Somebody who can sign in. SCIM "User", whose members are not in snake case.</summary>
public sealed record SignInResource
{
    [JsonPropertyName("id")]
    public required string Guid { get; init; }

    [JsonPropertyName("origin")]
    public string? Origin { get; init; }
}

internal sealed record ScimUsersResource
{
    [JsonPropertyName("resources")]
    public required List<SignInResource> Resources { get; init; }
}

internal sealed record NewScimUser
{
    [JsonPropertyName("userName")]
    public required string UserName { get; init; }

    [JsonPropertyName("password")]
    public required string Password { get; init; }

    [JsonPropertyName("origin")]
    public required string Origin { get; init; }

    [JsonPropertyName("name")]
    public required ScimName Name { get; init; }

    [JsonPropertyName("emails")]
    public required ScimEmail[] Emails { get; init; }
}

internal sealed record ScimName([property: JsonPropertyName("familyName")] string FamilyName, [property: JsonPropertyName("givenName")] string GivenName);

internal sealed record ScimEmail([property: JsonPropertyName("value")] string Value, [property: JsonPropertyName("primary")] bool Primary);

/// <summary>Requests about people who can sign in.</summary>
public static class SignInCalls
{
    /// <summary>Everybody of the name.</summary>
    /// <param name="origin">The identity provider, or null for all.</param>
    public static async Task<List<SignInResource>> SignInsAsync(this UaaClient uaa, string username, string? origin, CancellationToken cancellationToken)
    {
        var filter = $"userName eq {Quoted(username)}{(origin is null ? "" : $" and origin eq {Quoted(origin)}")}";
        return (await uaa.SendAsync(HttpMethod.Get, $"/Users?filter={Uri.EscapeDataString(filter)}", null, UserJson.Default.ScimUsersResource, cancellationToken)).Resources;
    }

    public static Task<SignInResource> CreateSignInAsync(this UaaClient uaa, string username, string password, string origin, CancellationToken cancellationToken)
    {
        var user = new NewScimUser
        {
            UserName = username,
            Password = password,
            Origin = origin,
            Name = new ScimName(username, username),
            Emails = [new ScimEmail(username, Primary: true)],
        };
        return uaa.SendAsync(HttpMethod.Post, "/Users", ApiConnection.Json(user, UserJson.Default.NewScimUser), UserJson.Default.SignInResource, cancellationToken);
    }

    public static Task DeleteSignInAsync(this UaaClient uaa, string guid, CancellationToken cancellationToken) =>
        uaa.SendAsync(HttpMethod.Delete, $"/Users/{guid}", null, UserJson.Default.SignInResource, cancellationToken);

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
