namespace Ingot.Lifecycle.Failures;

/// <summary>Exit codes of staging, from Cloud Foundry's buildpackapplifecycle; the API turns them into its error names.</summary>
internal static class StagingExit
{
    public const int Success = 0;
    public const int Failed = 1;
    public const int DetectFailed = 222;
    public const int ReleaseFailed = 224;
    public const int SupplyFailed = 225;
    public const int FinalizeFailed = 226;
}

/// <summary>Staging cannot go on, through a fault of the app or its package; the message is for the app's developer.</summary>
internal sealed class StagingFailedException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
