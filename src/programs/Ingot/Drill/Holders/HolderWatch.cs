using Ingot.Drill.Clocks;
using Ingot.Sandbox.Processes;

namespace Ingot.Drill.Holders;

/// <summary>
/// Looks at the operating system's processes fifty times a second and remembers who held which index. A process that was none of the
/// app's is not read again for a while, so that a look costs little however much runs on the machine.
/// </summary>
internal sealed class HolderWatch(InstanceMarks marks, DrillClock clock) : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>A process may become an instance by what it executes; it does so soon after its start.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly List<Span> ended = [];
    private readonly Dictionary<string, Span> live = [];
    private readonly CancellationTokenSource stopping = new();
    private Dictionary<int, TimeSpan> strangers = [];
    private Dictionary<int, Holder> members = [];
    private TimeSpan lastLook;
    private Task looking = Task.CompletedTask;

    public void Start() => looking = Task.Run(LookOnAsync);

    /// <summary>The holders of the last look, with their processes.</summary>
    public ILookup<Holder, int> Live
    {
        get
        {
            lock (gate)
                return members.ToLookup(member => member.Value, member => member.Key);
        }
    }

    public bool IsLive(string instanceGuid)
    {
        lock (gate)
            return live.ContainsKey(instanceGuid);
    }

    public HolderHistory Between(TimeSpan from, TimeSpan to)
    {
        lock (gate)
            return new HolderHistory(ended.Concat(live.Values), from, to < lastLook ? to : lastLook);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await looking;
        stopping.Dispose();
    }

    private async Task LookOnAsync()
    {
        using var timer = new PeriodicTimer(Period, clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
                Keep(Look(), clock.Now);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private Dictionary<int, Holder> Look()
    {
        var found = new Dictionary<int, Holder>();
        var unrelated = new Dictionary<int, TimeSpan>();
        var now = clock.Now;
        foreach (var pid in ProcessTable.Pids())
        {
            var since = strangers.GetValueOrDefault(pid, now);
            if (now - since < Young && marks.Find(pid) is { } holder)
                found[pid] = holder;
            else
                unrelated[pid] = since;
        }
        strangers = unrelated;
        // A look takes a moment, in which one may have ended and its successor begun; only who still lives held the index with another.
        foreach (var shared in found.GroupBy(member => member.Value.Index).Where(index => index.Select(member => member.Value).Distinct().Count() > 1))
        {
            foreach (var (pid, holder) in shared.Where(member => marks.Find(member.Key) != member.Value))
                found.Remove(pid);
        }
        return found;
    }

    private void Keep(Dictionary<int, Holder> found, TimeSpan now)
    {
        lock (gate)
        {
            (members, lastLook) = (found, now);
            foreach (var holder in found.Values.Distinct())
                live[holder.InstanceGuid] = live.TryGetValue(holder.InstanceGuid, out var span) ? span with { To = now } : new Span(holder, now, now);
            foreach (var (guid, span) in live.Where(entry => entry.Value.To < now).ToList())
            {
                live.Remove(guid);
                ended.Add(span);
            }
        }
    }
}
