namespace Ingot.Cli.Terminal;

/// <summary>Shows on a terminal how much of something long is done; elsewhere says nothing.</summary>
/// <param name="total">In bytes.</param>
internal sealed class ProgressBar(CliConsole console, TimeProvider time, long total)
{
    private const int Cells = 40;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private long done;
    private long? drawnAt;

    /// <summary>Draws at most ten times a second.</summary>
    public void Add(int bytes)
    {
        done += bytes;
        if (console.IsTerminal && (drawnAt is not { } last || time.GetElapsedTime(last) >= Pace))
        {
            Draw();
        }
    }

    /// <summary>Leaves the full bar on a line of its own.</summary>
    public void Complete()
    {
        if (console.IsTerminal && total > 0)
        {
            done = total;
            Draw();
            console.Line();
        }
    }

    private void Draw()
    {
        drawnAt = time.GetTimestamp();
        var share = total == 0 ? 1 : Math.Min(1, (double)done / total);
        var full = (int)(share * Cells);
        console.Write($"\r {Figures.Bytes(Math.Min(done, total))} / {Figures.Bytes(total)} [{new string('=', full)}{new string(' ', Cells - full)}] {share,7:P1}");
    }
}
