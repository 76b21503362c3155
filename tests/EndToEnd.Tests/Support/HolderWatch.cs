namespace Ingot.EndToEnd.Tests.Support;

/// <summary>Looks all the time how many live instances hold each of an app's indexes, by the operating system's word.</summary>
public sealed class HolderWatch : IAsyncDisposable
{
    private static readonly TimeSpan SamplePause = TimeSpan.FromMilliseconds(20);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task<int> watching;

    /// <param name="indexes">How many indexes are watched, from 0 on.</param>
    public HolderWatch(string appGuid, int indexes) =>
        watching = Task.Run(async () =>
        {
            var most = 0;
            while (!stopping.IsCancellationRequested)
            {
                for (var index = 0; index < indexes; index++)
                    most = Math.Max(most, Processes.InstanceGuids(appGuid, index).Count);
                // Looking all the time would take a core from what is looked at.
                await Task.Delay(SamplePause);
            }
            return most;
        });

    /// <summary>The most holders any index had at once.</summary>
    public async Task<int> StopAsync()
    {
        await stopping.CancelAsync();
        return await watching;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stopping.Dispose();
    }
}
