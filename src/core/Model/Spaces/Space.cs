namespace Ingot.Model.Spaces;

/// <summary>Where apps live. Its name is unique within the organization.</summary>
public sealed class Space : LabelledResource
{
    public required string Name { get; set; }
    public required string OrganizationGuid { get; set; }
}
