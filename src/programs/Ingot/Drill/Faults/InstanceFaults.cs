using Ingot.Drill.Measures;
using Ingot.Drill.Target;
using Ingot.Sandbox.Processes;

namespace Ingot.Drill.Faults;

/// <summary>What happens to one instance. The two take different indexes: a third crash of one would have to wait.</summary>
internal static class InstanceFaults
{
    /// <summary>Long enough for its requests to be missed, should nobody replace it.</summary>
    private static readonly TimeSpan HangsFor = TimeSpan.FromSeconds(6);

    public static Fault Kill { get; } = new("kill-instance", "kill -9 of the processes of the first instance", Harm.Instances, KillAsync);

    public static Fault Hang { get; } = new("hang-instance", "the last instance accepts requests and answers none, for 6 s", Harm.Instances, HangAsync);

    private static async Task KillAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        var first = platform.Watch.Live.MinBy(live => live.Key.Index)!;
        Signal(first, Signals.Kill);
        await platform.WhenGoneAsync([first.Key], cancellationToken);
    }

    private static async Task HangAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        var last = platform.Watch.Live.MaxBy(live => live.Key.Index)!;
        try
        {
            Signal(last, Signals.Stop);
            await platform.Clock.WaitAsync(() => Task.FromResult(!platform.Watch.IsLive(last.Key.InstanceGuid)), HangsFor, cancellationToken);
        }
        finally
        {
            // Those that are gone have not got their numbers back yet: they are asked for anew.
            Signal(platform.Watch.Live[last.Key], Signals.Continue);
        }
    }

    private static void Signal(IEnumerable<int> pids, int signal)
    {
        foreach (var pid in pids)
            _ = Signals.Send(pid, signal);
    }
}
