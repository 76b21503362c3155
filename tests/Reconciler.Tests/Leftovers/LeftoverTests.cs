using Ingot.Reconciler.Tests.Support;

namespace Ingot.Reconciler.Tests.Leftovers;

public sealed class LeftoverTests
{
    [Fact]
    public async Task Files_without_a_row_are_gone_after_a_start_and_the_others_stay()
    {
        await using var platform = await TestPlatform.PrepareAsync();
        await platform.WriteAsync(async session =>
        {
            await session.InsertAsync(Some.Build(TestPlatform.App));
            await session.InsertAsync(Some.Version("v1", TestPlatform.App, memoryMb: 256, session.Now));
            await session.ExecuteAsync("update processes set version = 'v1'");
        });
        var data = platform.Data;
        string[] kept = [data.DropletPath("droplet-build"), data.DropletPath("droplet"), data.BuildCachePath(TestPlatform.App)];
        string[] left =
        [
            data.PackagePath("deleted"),
            Path.Combine(data.Packages, ".upload.part"),
            data.DropletPath("deleted"),
            data.DropletPath("killed") + ".incoming",
            data.BuildCachePath("deleted"),
        ];
        foreach (var file in kept.Concat(left))
            await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(left[1], DateTime.UtcNow.AddMinutes(-1));

        await platform.StartControllerAsync();
        platform.StartRouter();

        await TestPlatform.UntilAsync(() => !left.Any(File.Exists), "the leftovers are gone");
        Assert.All(kept, file => Assert.True(File.Exists(file)));
    }

    [Fact]
    public async Task Versions_that_no_process_wants_and_no_instance_runs_are_deleted()
    {
        await using var platform = await TestPlatform.PrepareAsync();
        await platform.WriteAsync(async session =>
        {
            foreach (var version in (string[])["old", "running", "wanted"])
                await session.InsertAsync(Some.Version(version, TestPlatform.App, memoryMb: 256, session.Now));
            await session.ExecuteAsync("update processes set version = 'wanted'");
        });
        var cell = platform.Cell("z1-0");
        cell.StopsAtOnce = false;
        cell.Hold(Some.Instance("i", 0, version: "running"));

        await platform.StartControllerAsync();
        platform.StartRouter();

        await TestPlatform.UntilAsync(() => !VersionsOf(platform).Contains("old"), "the old version is gone");
        Assert.Equal(["running", "wanted"], VersionsOf(platform));
    }

    [Fact]
    public async Task Lines_are_kept_of_those_apps_only_that_are()
    {
        await using var platform = await TestPlatform.StartAsync();

        await TestPlatform.UntilAsync(() => platform.Logs.Kept is not null, "old lines are forgotten");

        Assert.Equal([TestPlatform.App], platform.Logs.Kept!);
    }

    private static IReadOnlyList<string> VersionsOf(TestPlatform platform) =>
        platform
            .Db.ReadAsync(session => session.QueryAsync<string>("select version from process_versions order by version"), CancellationToken.None)
            .GetAwaiter()
            .GetResult();
}
