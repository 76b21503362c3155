namespace Ingot.Model.AuditEvents;

/// <summary>Who did what to what, and when. Never changed; outlives its target.</summary>
public sealed class AuditEvent : Resource
{
    /// <summary>E.g. <c>audit.app.start</c>, <c>app.crash</c>.</summary>
    public required string Type { get; set; }
    public required string ActorGuid { get; set; }
    public required string ActorType { get; set; }
    public required string ActorName { get; set; }
    public required string TargetGuid { get; set; }
    public required string TargetType { get; set; }
    public required string TargetName { get; set; }

    /// <summary>A JSON object, its members depending on the type.</summary>
    public string Data { get; set; } = "{}";
    public string? SpaceGuid { get; set; }
    public string? OrganizationGuid { get; set; }
}
