namespace Ingot.EndToEnd.Tests.Support;

/// <summary>An app under steady traffic, whose indexes are counted in the operating system's list of processes.</summary>
public static class LoadedApp
{
    private const int Rate = 50;

    /// <summary>Does something during which no request may fail; returns the most holders any index, one of a spare included, had at once.</summary>
    public static async Task<int> WhileAsync(TestPlatform platform, string app, int instances, Func<Task> work)
    {
        var guid = (await platform.CfAsync("app", app, "--guid")).Succeeded().Trim();
        await using var load = new LoadClient(platform.Port, $"{app}.localhost", Rate);
        await using var holders = new HolderWatch(guid, instances + 1);

        await work();

        Assert.DoesNotContain(await load.StopAsync(), result => result.Failed);
        return await holders.StopAsync();
    }
}
