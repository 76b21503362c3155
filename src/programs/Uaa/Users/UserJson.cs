using System.Text.Json.Serialization;

namespace Ingot.Uaa.Users;

/// <summary>A user as SCIM 1.1 writes it. CF UAA "Users".</summary>
internal sealed record UserJson
{
    public required string Id { get; init; }
    public required string Origin { get; init; }
    public required string UserName { get; init; }
    public required PersonName Name { get; init; }
    public required IReadOnlyList<EmailJson> Emails { get; init; }
    public required IReadOnlyList<GroupJson> Groups { get; init; }
    public required UserMeta Meta { get; init; }
    public bool Active { get; } = true;
    public bool Verified { get; } = true;
    public string ZoneId { get; } = "uaa";
    public IReadOnlyList<string> Schemas { get; } = ["urn:scim:schemas:core:1.0"];

    public static UserJson From(UaaUser user) =>
        new()
        {
            Id = user.Guid,
            Origin = user.Origin,
            UserName = user.Username,
            Name = new PersonName(user.FamilyName, user.GivenName),
            Emails = [new EmailJson(user.Email, Primary: true)],
            Groups = [.. user.Scopes.Select(scope => new GroupJson(scope, scope, "DIRECT"))],
            Meta = new UserMeta(user.CreatedAt, user.UpdatedAt),
        };
}

internal sealed record PersonName(string? FamilyName, string? GivenName);

internal sealed record EmailJson(string? Value, bool Primary);

internal sealed record GroupJson(string Value, string Display, string Type);

internal sealed record UserMeta(DateTimeOffset Created, DateTimeOffset LastModified);

internal sealed record UserList(IReadOnlyList<UserJson> Resources, int StartIndex, int ItemsPerPage, int TotalResults);

/// <summary>A user to be made. An empty origin is ours.</summary>
internal sealed record NewUser(string? UserName, string? Password, string? Origin, PersonName? Name, IReadOnlyList<EmailJson>? Emails);

internal sealed record NewPassword(string? OldPassword, string? Password);

internal sealed record PasswordChanged(string Status, string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UserJson))]
[JsonSerializable(typeof(UserList))]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(NewPassword))]
[JsonSerializable(typeof(PasswordChanged))]
internal sealed partial class UsersJson : JsonSerializerContext;

/// <summary>The signed-in user as OpenID Connect writes it.</summary>
internal sealed record UserInfo(string UserId, string Sub, string UserName, string GivenName, string FamilyName, string Email);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UserInfo))]
internal sealed partial class UserInfoJson : JsonSerializerContext;
