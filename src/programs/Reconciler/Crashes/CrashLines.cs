using Ingot.Protocol.Cells;
using Ingot.Protocol.Logs;
using Ingot.Storage.AuditEvents;

namespace Ingot.Reconciler.Crashes;

/// <summary>What an app's log says of a crash, the payload as Cloud Controller prints it ("App instance exited").</summary>
internal static class CrashLines
{
    private const string Source = "API";

    public static IEnumerable<LogLine> Of(CrashEvent crash, InstanceStatus status)
    {
        string[] members =
        [
            $"\"instance\"=>\"{crash.Instance}\"",
            $"\"index\"=>{crash.Index}",
            $"\"cell_id\"=>\"{crash.CellId}\"",
            $"\"reason\"=>\"{crash.Reason}\"",
            $"\"exit_description\"=>\"{crash.ExitDescription}\"",
            $"\"crash_count\"=>{crash.CrashCount}",
            $"\"crash_timestamp\"=>{crash.CrashTimestamp}",
            $"\"version\"=>\"{status.Version}\"",
        ];
        yield return Line($"Process has crashed with type: \"{status.ProcessType}\"");
        yield return Line($"App instance exited with guid {status.AppGuid} payload: {{{string.Join(", ", members)}}}");

        LogLine Line(string message) =>
            new(new LogSource(status.AppGuid, Source, InstanceId: "0"), crash.CrashTimestamp, message);
    }

    /// <summary>How Cloud Foundry writes times in logs and crash payloads.</summary>
    public static long ToUnixTimeNanoseconds(this DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * 100;
}
