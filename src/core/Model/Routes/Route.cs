namespace Ingot.Model.Routes;

/// <summary>An address clients use: host, domain and path, unique together.</summary>
public sealed class Route : LabelledResource
{
    public required string SpaceGuid { get; set; }
    public required string DomainGuid { get; set; }

    /// <summary>Lower-case label, empty for the domain itself, <c>*</c> for a wildcard.</summary>
    public required string Host { get; set; }

    /// <summary>Empty, or starts with a slash.</summary>
    public string Path { get; set; } = "";

    /// <summary>What <see cref="RouteOptions"/> allows; empty when nothing is said.</summary>
    public Dictionary<string, string> Options { get; set; } = [];
}
