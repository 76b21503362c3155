namespace Ingot.EndToEnd.Tests.Support;

/// <summary>An app under steady traffic, whose indexes are counted in the operating system's list of processes.</summary>
public static class LoadedApp
{
    private const int Rate = 50;
    private static readonly TimeSpan SamplePause = TimeSpan.FromMilliseconds(20);

    /// <summary>Does something during which no request may fail; returns the most holders any index, spares included, had at once.</summary>
    public static async Task<int> WhileAsync(TestPlatform platform, string app, int instances, Func<Task> work)
    {
        var guid = (await platform.CfAsync("app", app, "--guid")).Succeeded().Trim();
        await using var load = new LoadClient(platform.Port, $"{app}.localhost", Rate);
        using var stopping = new CancellationTokenSource();
        var sampling = Task.Run(async () =>
        {
            var most = 0;
            while (!stopping.IsCancellationRequested)
            {
                for (var index = 0; index <= instances; index++)
                    most = Math.Max(most, Processes.InstanceGuids(guid, index).Count);
                // Looking all the time would take a core from what is looked at.
                await Task.Delay(SamplePause);
            }
            return most;
        });

        await work();

        await stopping.CancelAsync();
        Assert.DoesNotContain(await load.StopAsync(), result => result.Failed);
        return await sampling;
    }
}
