using System.Runtime.CompilerServices;

namespace Ingot.Hosting;

/// <summary>A value that is replaced whole, with readers who want to see the newest one soon and need not see every one.</summary>
public sealed class Latest<T>(T initial)
    where T : class
{
    private readonly Lock gate = new();
    private readonly ChangeSignal changed = new();
    private T value = initial;

    public T Value => Volatile.Read(ref value);

    /// <summary>Replaces the value by a function of it, one writer at a time.</summary>
    public void Update(Func<T, T> change)
    {
        lock (gate)
        {
            value = change(value);
            changed.Set();
        }
    }

    /// <summary>The value now, then the newest one after every change; changes that come while the reader is busy are merged.</summary>
    public async IAsyncEnumerable<T> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            T current;
            Task next;
            lock (gate)
                (current, next) = (value, changed.Next);
            yield return current;
            await next.WaitAsync(cancellationToken);
        }
    }
}
