namespace Ingot.Model.Users;

/// <summary>Somebody who may hold roles. Who they are and how they log in is the UAA's business; the guid is the same there.</summary>
public sealed class User : LabelledResource
{
    public required string Username { get; set; }

    /// <summary>Which identity provider knows the user: <c>uaa</c> or a foreign one.</summary>
    public required string Origin { get; set; }
}
