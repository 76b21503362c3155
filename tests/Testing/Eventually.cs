namespace Ingot.Testing;

/// <summary>Waits for what the outside world does in its own time, looking again and again until a deadline.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The first value that satisfies <paramref name="accept"/>.</summary>
    /// <exception cref="TimeoutException">None did in time; the message shows the last one.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T>> look, Func<T, bool> accept, TimeSpan within, string what)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (accept(seen))
                return seen;
            if (TimeProvider.System.GetElapsedTime(deadline) > within)
                throw new TimeoutException($"Not within {within.TotalSeconds:0.0} s: {what}. Last seen: {seen}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    public static Task TrueAsync(Func<bool> condition, TimeSpan within, string what) =>
        GetAsync(() => Task.FromResult(condition()), static holds => holds, within, what);
}
