using Ingot.ApiClient.Http;
using Ingot.ApiClient.Packages;

namespace Ingot.ApiClient.Deployments;

/// <summary>The replacement of what an app runs.</summary>
public sealed record DeploymentResource
{
    public required string Guid { get; init; }
    public required DeploymentStatusResource Status { get; init; }
    public string? Strategy { get; init; }
    public DeploymentOptionsResource? Options { get; init; }
}

/// <summary>How a deployment stands.</summary>
public sealed record DeploymentStatusResource
{
    public required string Value { get; init; }
    public required string Reason { get; init; }
    public DeploymentDetailsResource? Details { get; init; }

    public bool IsActive => Value == "ACTIVE";

    /// <summary>Whether the version from before is being brought back.</summary>
    public bool IsReturning => Reason == "CANCELING";
}

/// <summary>Since when it stands so, and what is wrong.</summary>
public sealed record DeploymentDetailsResource
{
    public DateTimeOffset? LastStatusChange { get; init; }
    public string? Error { get; init; }
}

/// <summary>How a deployment goes about it.</summary>
public sealed record DeploymentOptionsResource
{
    public int MaxInFlight { get; init; }
}

/// <summary>The body that begins a deployment.</summary>
internal sealed record NewDeployment
{
    public required string Strategy { get; init; }
    public GuidResource? Droplet { get; init; }
    public DeploymentOptionsResource? Options { get; init; }
    public required AppRelation Relationships { get; init; }
}
