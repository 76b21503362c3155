namespace Ingot.Cell.Instances;

/// <summary>Why an instance crashed, in Diego's words.</summary>
internal static class CrashWords
{
    /// <param name="source">E.g. <c>APP/PROC/WEB</c>.</param>
    /// <param name="status">As a shell tells it.</param>
    /// <param name="excess">What it used too much of, if that was why.</param>
    public static string Exited(string source, int status, string? excess) =>
        excess is not null ? $"{source}: Exited with status {status} ({excess})"
        // A long-running process that ends well has ended all the same.
        : status == 0 ? "Codependent step exited"
        : $"{source}: Exited with status {status}";

    public static string NotCreated(string why) => $"failed to create container: {why}";
}
