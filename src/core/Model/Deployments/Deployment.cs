namespace Ingot.Model.Deployments;

/// <summary>
/// The replacement of what an app runs, index by index, without a moment of less. While it is active, each process of the app that ran
/// before has a <see cref="Processes.AppProcess.StableVersion"/>.
/// </summary>
public sealed class Deployment : LabelledResource
{
    public const string RollingStrategy = "rolling";
    public const string CanaryStrategy = "canary";
    public const int DefaultMaxInFlight = 1;

    public required string AppGuid { get; set; }

    /// <summary>One of <see cref="DeploymentValues"/>; of an app at most one is active.</summary>
    public string StatusValue { get; set; } = DeploymentValues.Active;

    /// <summary>One of <see cref="DeploymentReasons"/>.</summary>
    public string StatusReason { get; set; } = DeploymentReasons.Deploying;
    public DateTimeOffset StatusChangedAt { get; set; }

    /// <summary>When an instance of the new version last became ready; at first when the deployment began.</summary>
    public DateTimeOffset LastHealthyAt { get; set; }

    /// <summary>What it waits for, or why it was rolled back; null when all is well.</summary>
    public string? Error { get; set; }

    /// <summary><see cref="RollingStrategy"/> or <see cref="CanaryStrategy"/>.</summary>
    public string Strategy { get; set; } = RollingStrategy;

    /// <summary>Where the canary stands; null unless that is the strategy.</summary>
    public Canary? Canary { get; set; }

    /// <summary>How many indexes are replaced at a time, once index 0 is.</summary>
    public int MaxInFlight { get; set; } = DefaultMaxInFlight;
    public required string DropletGuid { get; set; }

    /// <summary>The revision it brings in; null when the app keeps none.</summary>
    public string? RevisionGuid { get; set; }
    public int? RevisionVersion { get; set; }

    /// <summary>What the app had before, and has again when the deployment is cancelled.</summary>
    public string? PreviousDropletGuid { get; set; }
}

/// <summary>Whether anything is still to be done. CF v3 "Deployment status".</summary>
public static class DeploymentValues
{
    public const string Active = "ACTIVE";
    public const string Finalized = "FINALIZED";
}

/// <summary>How a deployment stands. CF v3 "Deployment status".</summary>
public static class DeploymentReasons
{
    public const string Deploying = "DEPLOYING";

    /// <summary>A step of a canary is done, and somebody has to say whether it goes on.</summary>
    public const string Paused = "PAUSED";

    /// <summary>The old version is being brought back.</summary>
    public const string Canceling = "CANCELING";
    public const string Deployed = "DEPLOYED";
    public const string Canceled = "CANCELED";

    /// <summary>Another start of the app took its place.</summary>
    public const string Superseded = "SUPERSEDED";
}
