using Ingot.Api.Http;
using Ingot.Api.Processes;
using Ingot.Api.Resources;
using Ingot.Model.Deployments;

namespace Ingot.Api.Deployments;

/// <summary>The body of <c>POST /v3/deployments</c>.</summary>
internal sealed record CreateDeploymentBody : Body
{
    public AppRelationshipBody? Relationships { get; init; }
    public GuidBody? Droplet { get; init; }
    public GuidBody? Revision { get; init; }
    public string? Strategy { get; init; }
    public DeploymentOptionsBody? Options { get; init; }
    public MetadataBody? Metadata { get; init; }

    public string AppGuid => Relationships!.App!.Guid!;

    /// <summary>Null unless that is the strategy.</summary>
    public Canary? Canary =>
        Strategy == Deployment.CanaryStrategy
            ? new Canary { Weights = Options?.Canary?.Steps?.ConvertAll(step => (int)step.InstanceWeight!.Value) ?? [] }
            : null;

    protected override void Check(Faults faults)
    {
        faults.AddIf(string.IsNullOrEmpty(Relationships?.App?.Guid), "Relationships: app guid must be a string");
        faults.AddIf(Droplet is { Guid: null or "" }, "Droplet guid must be a string");
        faults.AddIf(Revision is { Guid: null or "" }, "Revision guid must be a string");
        faults.AddIf(Droplet is not null && Revision is not null, "Droplet Cannot set both fields 'droplet' and 'revision'");
        faults.AddIf(
            Strategy is not (null or Deployment.RollingStrategy or Deployment.CanaryStrategy),
            $"Strategy '{Strategy}' is not a supported deployment strategy; 'rolling' and 'canary' are"
        );
        faults.AddIf(
            Options?.Canary is not null && Strategy != Deployment.CanaryStrategy,
            "Options.canary are only valid for Canary deployments"
        );
        Relationships?.CheckAll(faults);
        Droplet?.CheckAll(faults);
        Revision?.CheckAll(faults);
        Options?.CheckAll(faults);
        Metadata?.CheckAll(faults);
    }
}

/// <summary>How a deployment goes about it. Clients send null for what is not asked for.</summary>
internal sealed record DeploymentOptionsBody : Body
{
    public long? MaxInFlight { get; init; }
    public CanaryBody? Canary { get; init; }
    public long? WebInstances { get; init; }
    public long? MemoryInMb { get; init; }
    public long? DiskInMb { get; init; }
    public long? LogRateLimitInBytesPerSecond { get; init; }

    /// <summary>What the web process is to have from now on.</summary>
    public ScaleBody Sizes =>
        new()
        {
            Instances = WebInstances,
            MemoryInMb = MemoryInMb,
            DiskInMb = DiskInMb,
            LogRateLimitInBytesPerSecond = LogRateLimitInBytesPerSecond,
        };

    protected override void Check(Faults faults)
    {
        faults.AddIf(MaxInFlight is < 1 or > int.MaxValue, $"Options: max_in_flight must be an integer greater than 0, not {MaxInFlight}");
        Canary?.CheckAll(faults);
        Sizes.CheckAll(faults);
    }
}

/// <summary>Where a canary stops.</summary>
internal sealed record CanaryBody : Body
{
    public List<CanaryStepBody>? Steps { get; init; }

    protected override void Check(Faults faults)
    {
        Steps?.ForEach(step => step.CheckAll(faults));
        var weights = Steps?.ConvertAll(step => step.InstanceWeight) ?? [];
        faults.AddIf(
            !weights.SequenceEqual(weights.Order()),
            $"Options.canary.steps.instance_weight must be sorted in ascending order, not {string.Join(", ", weights)}"
        );
    }
}

internal sealed record CanaryStepBody : Body
{
    public long? InstanceWeight { get; init; }

    protected override void Check(Faults faults)
    {
        faults.AddIf(InstanceWeight is null, "Options.canary.steps missing key: \"instance_weight\"");
        faults.AddIf(
            InstanceWeight is < 1 or > 100,
            $"Options.canary.steps.instance_weight must be an Integer between 1-100 (inclusive), not {InstanceWeight}"
        );
    }
}
