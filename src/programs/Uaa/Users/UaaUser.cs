namespace Ingot.Uaa.Users;

/// <summary>Somebody who can sign in. The API knows the same person by the same guid, once somebody gave them a role.</summary>
internal sealed class UaaUser
{
    /// <summary>The identity provider that is us.</summary>
    public const string OwnOrigin = "uaa";

    public required string Guid { get; set; }

    /// <summary>Unique within the origin, whatever the case.</summary>
    public required string Username { get; set; }
    public required string Origin { get; set; }
    public required string Email { get; set; }
    public required string GivenName { get; set; }
    public required string FamilyName { get; set; }

    /// <summary>See <see cref="Users.PasswordHash"/>; null when another identity provider checks the password.</summary>
    public string? PasswordHash { get; set; }
    public List<string> Scopes { get; set; } = [];
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}
