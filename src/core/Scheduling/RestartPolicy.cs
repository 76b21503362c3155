namespace Ingot.Scheduling;

/// <summary>How long a crashed index waits for its next start (Diego: bbs/models/restart_calculator.go).</summary>
public static class RestartPolicy
{
    /// <summary>The count at which waiting starts; it is compared after the crash raised it, so two restarts are immediate.</summary>
    public const int FirstCountThatWaits = 3;

    /// <summary>The count at which an index is given up until its version changes.</summary>
    public const int GiveUpCount = 200;

    public static readonly TimeSpan BaseWait = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(16);

    /// <summary>An instance that ran for longer than this has proved itself: its crash counts as the first.</summary>
    public static readonly TimeSpan ResetAfter = TimeSpan.FromMinutes(5);

    /// <summary>The wait after a crash that made the count what it is; null is for ever.</summary>
    public static TimeSpan? WaitAfter(int crashCount)
    {
        if (crashCount < FirstCountThatWaits)
            return TimeSpan.Zero;
        if (crashCount >= GiveUpCount)
            return null;
        var doublings = Math.Min(crashCount - FirstCountThatWaits, 5);
        var wait = BaseWait * (1 << doublings);
        return wait < LongestWait ? wait : LongestWait;
    }

    /// <summary>When the index may start again; null is never.</summary>
    public static DateTimeOffset? RestartAt(DateTimeOffset crashedAt, int crashCount) => crashedAt + WaitAfter(crashCount);

    /// <summary>A crash in the future means that the clock was set back; nothing waits for it to catch up.</summary>
    public static bool ShouldRestart(DateTimeOffset now, DateTimeOffset crashedAt, int crashCount) =>
        now < crashedAt || RestartAt(crashedAt, crashCount) is { } at && at <= now;

    /// <summary>The count after one more crash of an instance that had been running for <paramref name="ranFor"/>.</summary>
    public static int CountAfterCrash(int crashCount, TimeSpan ranFor) => ranFor > ResetAfter ? 1 : crashCount + 1;
}
