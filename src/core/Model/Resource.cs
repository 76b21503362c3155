namespace Ingot.Model;

/// <summary>A row that clients see as a resource of its own. Storage stamps the times when it inserts and updates.</summary>
public abstract class Resource
{
    public required string Guid { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>A resource that clients may label and annotate. CF v3 "Metadata".</summary>
public abstract class LabelledResource : Resource
{
    public Dictionary<string, string> Labels { get; set; } = [];
    public Dictionary<string, string> Annotations { get; set; } = [];
}
