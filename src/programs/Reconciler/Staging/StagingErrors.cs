namespace Ingot.Reconciler.Staging;

/// <summary>What a build's error says: Cloud Controller's error id and its text (cloud_controller_ng: failure_reason_sanitizer.rb, errors/v2.yml).</summary>
internal static class StagingErrors
{
    public const string CellLost = "StagingError - Staging error: the cell disappeared before staging was complete";

    /// <summary>Exit codes are the builder's (buildpackapplifecycle).</summary>
    public static string Of(Protocol.Cells.TaskStatus task) =>
        task.ExitStatus switch
        {
            222 => "NoAppDetectedError - An app was not successfully detected by any available buildpack",
            223 => "BuildpackCompileFailed - App staging failed in the buildpack compile phase",
            224 => "BuildpackReleaseFailed - App staging failed in the buildpack release phase",
            _ => $"StagingError - Staging error: {task.FailureReason ?? "staging failed"}",
        };

    public static string NoRoom(string refusal) => $"InsufficientResources - {refusal}";
}
