using Ingot.Model.Deployments;

namespace Ingot.Reconciler.Desired;

/// <summary>One process of a started app, with the names its instances are told.</summary>
internal sealed record ProcessRow
{
    public required string ProcessGuid { get; init; }
    public required string ProcessType { get; init; }
    public required int Instances { get; init; }
    public required string Version { get; init; }

    /// <summary>Null unless a deployment is active.</summary>
    public string? StableVersion { get; init; }

    /// <summary>Of the active deployment; else meaningless.</summary>
    public int MaxInFlight { get; init; }

    /// <summary>Of the active deployment, when that is one.</summary>
    public Canary? Canary { get; init; }

    /// <summary>Whether a route is mapped to it, or the manifest asks for it.</summary>
    public bool HasSpares { get; init; }
    public required string AppGuid { get; init; }
    public required string AppName { get; init; }
    public required string SpaceGuid { get; init; }
    public required string SpaceName { get; init; }
    public required string OrganizationGuid { get; init; }
    public required string OrganizationName { get; init; }
}

/// <summary>One destination of a route.</summary>
internal sealed record DestinationRow
{
    public required string Host { get; init; }
    public required string Domain { get; init; }
    public required string Path { get; init; }
    public required string AppGuid { get; init; }
    public required string ProcessType { get; init; }

    /// <summary>The route's.</summary>
    public required Dictionary<string, string> Options { get; init; }

    /// <summary>The route's host name as requests carry it.</summary>
    public string FullHost => (Host.Length == 0 ? Domain : $"{Host}.{Domain}").ToLowerInvariant();
}
