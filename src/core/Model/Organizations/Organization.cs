namespace Ingot.Model.Organizations;

/// <summary>A group of spaces and people. Its name is unique.</summary>
public sealed class Organization : LabelledResource
{
    public required string Name { get; set; }
    public bool Suspended { get; set; }
}
