using Ingot.Model.AuditEvents;
using Ingot.Model.Builds;
using Ingot.Model.Droplets;
using Ingot.Reconciler.Settings;
using Ingot.Reconciler.Tests.Support;
using Ingot.Storage.Cells;
using Ingot.Testing;

namespace Ingot.Reconciler.Tests.Staging;

public sealed class StagingTests
{
    [Fact]
    public async Task A_build_is_staged_on_one_cell_and_becomes_a_droplet()
    {
        await using var platform = await TestPlatform.StartAsync();

        await platform.WriteAsync(session => session.InsertAsync(Some.Build(TestPlatform.App)));
        var cell = await StagingCellAsync(platform);
        cell.Tell(new Protocol.Cells.TaskStatus { TaskGuid = "build", Done = true, ExitStatus = 0, Staged = Some.StagingResult() });
        await TestPlatform.UntilAsync(() => cell.Forgotten.Contains("build"), "the task is forgotten");

        Assert.Equal(BuildStates.Staged, (await GetBuildAsync(platform)).State);
        var droplet = await platform.Db.ReadAsync(session => session.GetAsync<Droplet>("droplet-build"), CancellationToken.None);
        Assert.Equal(("./hello", "package", "abc"), (droplet.ProcessTypes["web"], droplet.PackageGuid, droplet.Sha256));
        var events = await platform.Db.ReadAsync(session => session.QueryAsync<AuditEvent>("select * from audit_events order by type"), CancellationToken.None);
        Assert.Equal(["audit.app.build.staged", "audit.app.droplet.create"], events.Select(audit => audit.Type));
        Assert.Single(platform.Cells.SelectMany(other => other.Stagings));
    }

    [Fact]
    public async Task A_failed_build_says_why()
    {
        const string Error = "NoAppDetectedError - An app was not successfully detected by any available buildpack";
        await using var platform = await TestPlatform.StartAsync();
        await platform.WriteAsync(session => session.InsertAsync(Some.Build(TestPlatform.App)));
        var cell = await StagingCellAsync(platform);

        cell.Tell(new Protocol.Cells.TaskStatus { TaskGuid = "build", Done = true, ExitStatus = 222, FailureReason = Error });
        await TestPlatform.UntilAsync(() => cell.Forgotten.Contains("build"), "the task is forgotten");

        var build = await GetBuildAsync(platform);
        Assert.Equal((BuildStates.Failed, Error), (build.State, build.Error));
    }

    [Fact]
    public async Task A_build_whose_cell_dies_is_staged_again_three_times_at_most()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.WriteAsync(session => session.InsertAsync(Some.Build(TestPlatform.App)));

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var cell = await StagingCellAsync(platform);
            await platform.KillCellAsync(cell.Name, comesBack: true);
        }

        await TestPlatform.UntilAsync(
            () => GetBuildAsync(platform).GetAwaiter().GetResult().State == BuildStates.Failed,
            "the build has failed"
        );
        Assert.Contains("the cell disappeared", (await GetBuildAsync(platform)).Error);
    }

    [Fact]
    public async Task A_restarted_controller_leaves_a_running_build_alone()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.WriteAsync(session => session.InsertAsync(Some.Build(TestPlatform.App)));
        var cell = await StagingCellAsync(platform);

        await platform.StopControllerAsync();
        cell.Tell(new Protocol.Cells.TaskStatus { TaskGuid = "build", Done = true, ExitStatus = 0, Staged = Some.StagingResult() });
        await platform.StartControllerAsync();
        platform.StartRouter();

        await TestPlatform.UntilAsync(() => cell.Forgotten.Contains("build"), "the task is forgotten");
        Assert.Equal(BuildStates.Staged, (await GetBuildAsync(platform)).State);
        Assert.Single(platform.Cells.SelectMany(other => other.Stagings));
    }

    [Fact]
    public async Task A_build_takes_room_from_the_instances_on_its_cell()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.WriteAsync(async session =>
        {
            var build = Some.Build(TestPlatform.App);
            build.StagingMemoryMb = 8192;
            await session.InsertAsync(build);
        });
        var cell = await StagingCellAsync(platform);

        await platform.RunAsync(instances: 4);

        await platform.UntilRunningAsync(0, 1, 2, 3);
        Assert.Empty(cell.Instances);
    }

    [Fact]
    public async Task Builds_past_the_number_that_runs_at_once_wait_their_turn_and_say_so()
    {
        var atOnce = new ReconcilerOptions().StagingsAtOnce;
        await using var platform = await TestPlatform.StartAsync();
        await platform.WriteAsync(async session =>
        {
            for (var number = 0; number <= atOnce; number++)
                await session.InsertAsync(Some.Build(TestPlatform.App, $"build{number}"));
        });
        await UntilToldAsync(platform, $"Waiting for {atOnce} other builds to end");
        // Its line may come before the cells have the orders of the others.
        await TestPlatform.UntilAsync(() => platform.Cells.Sum(cell => cell.Stagings.Count) == atOnce, "the others are staged");

        await TestPlatform.UntilAsync(() => platform.Cells.Any(cell => !cell.Tasks.IsEmpty), "one has begun");
        var busy = platform.Cells.First(cell => !cell.Tasks.IsEmpty);
        busy.Tell(busy.Tasks.Values.First() with { Done = true, FailureReason = "StagingError - done" });

        await TestPlatform.UntilAsync(() => platform.Cells.Sum(cell => cell.Stagings.Count) == atOnce + 1, "the last one is staged");
    }

    [Fact]
    public async Task A_build_without_room_says_at_once_why_it_waits_and_for_how_long()
    {
        // Time stands still, so it is told before any of it has passed.
        await using var platform = await TestPlatform.PrepareAsync(new ManualTime());
        foreach (var cell in platform.Cells)
            cell.MemoryMb = 1000;
        await platform.StartControllerAsync();
        platform.StartRouter();

        await platform.WriteAsync(session => session.InsertAsync(Some.Build(TestPlatform.App)));

        await UntilToldAsync(platform, "Waiting up to 90 s for a cell with 1024 MB of memory and 4096 MB of disk free: insufficient resources: memory");
    }

    [Fact]
    public async Task A_build_while_every_cell_is_drained_says_so_and_goes_on_when_one_is_restored()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.WriteAsync(async session =>
        {
            foreach (var cell in platform.Cells)
                await session.DrainCellAsync(cell.Name);
            await session.InsertAsync(Some.Build(TestPlatform.App));
        });
        await UntilToldAsync(
            platform,
            "Waiting up to 90 s for a cell with 1024 MB of memory and 4096 MB of disk free: all cells are drained; `ingot cell restore` or `ingot zone restore` takes that back"
        );

        await platform.WriteAsync(session => session.RestoreCellAsync("z1-0"));

        Assert.Equal("z1-0", (await StagingCellAsync(platform)).Name);
        Assert.Single(platform.Logs.Lines, line => line.Source.SourceType == "STG");
    }

    [Fact]
    public async Task A_build_that_a_cell_refuses_is_given_to_cells_again()
    {
        await using var platform = await TestPlatform.StartAsync();
        foreach (var cell in platform.Cells)
            cell.Refusal = "insufficient resources: memory";
        await platform.WriteAsync(session => session.InsertAsync(Some.Build(TestPlatform.App)));
        await TestPlatform.UntilAsync(() => platform.Cells.Any(cell => !cell.Stagings.IsEmpty), "a cell has refused it");

        foreach (var cell in platform.Cells)
            cell.Refusal = null;
        await platform.WriteAsync(_ => Task.CompletedTask);

        await StagingCellAsync(platform);
        Assert.Equal(BuildStates.Staging, (await GetBuildAsync(platform)).State);
    }

    [Fact]
    public async Task A_build_that_no_cell_has_and_that_is_older_than_any_staging_has_failed()
    {
        await using var platform = await TestPlatform.PrepareAsync();
        await platform.WriteAsync(async session =>
        {
            await session.InsertAsync(Some.Build(TestPlatform.App));
            await session.ExecuteAsync("update builds set created_at = @then", new { then = session.Now.AddMinutes(-21) });
        });

        await platform.StartControllerAsync();
        platform.StartRouter();

        await TestPlatform.UntilAsync(() => GetBuildAsync(platform).GetAwaiter().GetResult().State == BuildStates.Failed, "it has failed");
        Assert.Equal("StagingTimeExpired - Staging time expired", (await GetBuildAsync(platform)).Error);
    }

    private static Task UntilToldAsync(TestPlatform platform, string message) =>
        TestPlatform.UntilAsync(() => platform.Logs.Lines.Any(line => line.Message == message && line.Source.SourceType == "STG"), message);

    private static async Task<FakeCell> StagingCellAsync(TestPlatform platform)
    {
        await TestPlatform.UntilAsync(() => platform.Cells.Any(cell => !cell.Tasks.IsEmpty), "a cell stages");
        return platform.Cells.Single(cell => !cell.Tasks.IsEmpty);
    }

    private static Task<Build> GetBuildAsync(TestPlatform platform) =>
        platform.Db.ReadAsync(session => session.GetAsync<Build>("build"), CancellationToken.None);
}
