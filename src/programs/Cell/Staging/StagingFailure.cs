namespace Ingot.Cell.Staging;

/// <summary>Why staging failed, as a build's error tells it: Cloud Controller's name, a dash, its message (ccng: errors/v2.yml).</summary>
internal static class StagingFailure
{
    public const string TimeExpired = "StagingTimeExpired - Staging time expired";
    public const string Cancelled = "StagingError - Staging error: staging was cancelled";
    public const string NoDroplet = "StagingError - Staging error: staging left no droplet";
    public const string NoPackage = "StagingError - Staging error: the package cannot be read";

    /// <summary>The words for a limit that was passed.</summary>
    public static string Exceeded(string excess) => $"StagingError - Staging error: staging failed, {excess}";

    /// <summary>The words for the builder's exit status (CF: failure_reason_sanitizer.rb).</summary>
    public static string ForStatus(int status) =>
        status switch
        {
            222 => "NoAppDetectedError - An app was not successfully detected by any available buildpack",
            223 => "BuildpackCompileFailed - App staging failed in the buildpack compile phase",
            224 => "BuildpackReleaseFailed - App staging failed in the buildpack release phase",
            _ => "StagingError - Staging error: staging failed",
        };
}
