namespace Ingot.Router.Threads;

/// <summary>
/// Shares threads between connections. Each waits for its sockets on one of a few threads, and one whose bytes are always there
/// already would never let go of it: then nobody else on that thread is served.
/// </summary>
internal static class Turns
{
    private const int MostInARow = 64;

    [ThreadStatic]
    private static int taken;

    /// <summary>To be called before what may go on without waiting; when true, go on by way of the thread pool.</summary>
    public static bool IsOver()
    {
        taken = (taken + 1) % MostInARow;
        return taken == 0;
    }
}
