namespace Ingot.Model.Domains;

/// <summary>A DNS name under which routes are made.</summary>
public sealed class Domain : LabelledResource
{
    /// <summary>Lower-case, unique.</summary>
    public required string Name { get; set; }
    public bool Internal { get; set; }

    /// <summary>The owner; null is shared by all.</summary>
    public string? OrganizationGuid { get; set; }
}
