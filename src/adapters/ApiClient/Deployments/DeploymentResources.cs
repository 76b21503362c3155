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
    public CanaryStatusResource? Canary { get; init; }

    public bool IsActive => Value == "ACTIVE";

    /// <summary>Whether a step of a canary is done and somebody has to say how it goes on.</summary>
    public bool IsPaused => IsActive && Reason == "PAUSED";

    /// <summary>Whether the version from before is being brought back.</summary>
    public bool IsReturning => Reason == "CANCELING";
}

/// <summary>Since when it stands so, and what is wrong.</summary>
public sealed record DeploymentDetailsResource
{
    public DateTimeOffset? LastStatusChange { get; init; }
    public string? Error { get; init; }
}

/// <summary>Which of its steps a canary is in.</summary>
public sealed record CanaryStatusResource
{
    public required CanaryStepsResource Steps { get; init; }
}

/// <summary>Steps are counted from 1.</summary>
public sealed record CanaryStepsResource
{
    public int Current { get; init; }
    public int Total { get; init; }
}

/// <summary>How a deployment goes about it.</summary>
public sealed record DeploymentOptionsResource
{
    /// <summary>Null leaves it to the platform.</summary>
    public int? MaxInFlight { get; init; }
    public CanaryOptionsResource? Canary { get; init; }
}

/// <summary>Where a canary is to stop.</summary>
public sealed record CanaryOptionsResource
{
    public required List<CanaryStepResource> Steps { get; init; }
}

/// <summary>Which percentage of the instances then runs the new version.</summary>
public sealed record CanaryStepResource(int InstanceWeight);

/// <summary>The body that begins a deployment. Without droplet and revision it deploys what the app has, anew.</summary>
public sealed record NewDeployment
{
    public required string Strategy { get; init; }
    public GuidResource? Droplet { get; init; }
    public GuidResource? Revision { get; init; }
    public DeploymentOptionsResource? Options { get; init; }
    public required AppRelation Relationships { get; init; }
}
