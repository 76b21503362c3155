using System.Runtime.CompilerServices;

namespace Ingot.Simulation.Tests.Time;

/// <summary>
/// One stream of messages to one reader. Messages about the same thing keep their order and may come twice; those about different
/// things may overtake one another. What is under way when it breaks is lost.
/// </summary>
internal sealed class SimulatedStream<T>(VirtualClock clock, Chance chance, string name, Network network)
{
    private readonly Queue<T> arrived = new();
    private readonly Dictionary<string, TimeSpan> lastAbout = [];
    private TimeSpan lastAboutAll;
    private TaskCompletionSource waiting = new();
    private bool isLosing;
    private bool isBroken;

    public bool IsOver => isLosing || isBroken;

    /// <summary>Sends a message about one thing, or about everything: nothing sent later overtakes that.</summary>
    public void Send(T message, string? about)
    {
        if (isLosing)
            return;
        var last = about is null ? lastAbout.Values.Append(lastAboutAll).Max() : Later(lastAbout.GetValueOrDefault(about), lastAboutAll);
        var at = Arrive(message, last);
        if (about is not null && chance.Happens(network.Duplicated, "twice", name))
            at = Arrive(message, at);
        if (about is null)
            lastAboutAll = at;
        else
            lastAbout[about] = at;
    }

    /// <summary>From now on what is sent is lost; the reader sees the end only later.</summary>
    public void Break(TimeSpan noticedAfter)
    {
        isLosing = true;
        clock.After(
            noticedAfter,
            () =>
            {
                isBroken = true;
                waiting.TrySetResult();
            }
        );
    }

    public async IAsyncEnumerable<T> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var end = cancellationToken.Register(() => waiting.TrySetResult());
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (arrived.TryDequeue(out var message))
            {
                yield return message;
                continue;
            }
            if (isBroken)
                throw new IOException("the stream broke");
            waiting = new TaskCompletionSource();
            await waiting.Task;
        }
    }

    private TimeSpan Arrive(T message, TimeSpan notBefore)
    {
        var at = Later(notBefore, clock.Now + network.Delay(chance, name));
        clock.After(
            at - clock.Now,
            () =>
            {
                if (isLosing)
                    return;
                arrived.Enqueue(message);
                waiting.TrySetResult();
            }
        );
        return at;
    }

    private static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
