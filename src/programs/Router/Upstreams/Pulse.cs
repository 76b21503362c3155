namespace Ingot.Router.Upstreams;

/// <summary>
/// Whether an endpoint begins answers while requests wait for them. Requests only count; what the counts mean is seen by looking at them
/// at a steady pace, from one thread. Time is measured in looks, so that a router which stood still itself blames nobody.
/// </summary>
internal sealed class Pulse
{
    private volatile Waiting waiting = new();
    private int answers;
    private int seen;

    /// <summary>Looks in a row that saw requests waiting and no answer begun.</summary>
    public int Silence { get; private set; }

    /// <summary>Looks since an answer was begun.</summary>
    public long SinceAnswer { get; private set; } = int.MaxValue;

    /// <summary>Counts a request that should be answered soon, until <see cref="EndWait"/> is called with what this returns.</summary>
    public Waiting Wait()
    {
        var joined = waiting;
        Interlocked.Increment(ref joined.Requests);
        return joined;
    }

    public static void EndWait(Waiting joined) => Interlocked.Decrement(ref joined.Requests);

    public void BeginAnswer() => Interlocked.Increment(ref answers);

    /// <summary>An answer to a question that takes no time: those who still wait have asked for something slow, and say nothing any more.</summary>
    public void Reassure()
    {
        waiting = new Waiting();
        BeginAnswer();
    }

    public void Look()
    {
        var count = Volatile.Read(ref answers);
        var answered = count != seen;
        seen = count;
        SinceAnswer = answered ? 0 : SinceAnswer + 1;
        Silence = answered || Volatile.Read(ref waiting.Requests) == 0 ? 0 : Silence + 1;
    }

    /// <summary>How many wait.</summary>
    internal sealed class Waiting
    {
        public int Requests;
    }
}
