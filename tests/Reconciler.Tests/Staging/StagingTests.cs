using Ingot.Model.AuditEvents;
using Ingot.Model.Builds;
using Ingot.Model.Droplets;
using Ingot.Reconciler.Settings;
using Ingot.Reconciler.Tests.Support;

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
        var waits = $"Waiting for {atOnce} other builds to end";
        await TestPlatform.UntilAsync(() => platform.Logs.Lines.Any(line => line.Message == waits && line.Source.SourceType == "STG"), "one waits");
        // Its line may come before the cells have the orders of the others.
        await TestPlatform.UntilAsync(() => platform.Cells.Sum(cell => cell.Stagings.Count) == atOnce, "the others are staged");

        await TestPlatform.UntilAsync(() => platform.Cells.Any(cell => !cell.Tasks.IsEmpty), "one has begun");
        var busy = platform.Cells.First(cell => !cell.Tasks.IsEmpty);
        busy.Tell(busy.Tasks.Values.First() with { Done = true, FailureReason = "StagingError - done" });

        await TestPlatform.UntilAsync(() => platform.Cells.Sum(cell => cell.Stagings.Count) == atOnce + 1, "the last one is staged");
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

    private static async Task<FakeCell> StagingCellAsync(TestPlatform platform)
    {
        await TestPlatform.UntilAsync(() => platform.Cells.Any(cell => !cell.Tasks.IsEmpty), "a cell stages");
        return platform.Cells.Single(cell => !cell.Tasks.IsEmpty);
    }

    private static Task<Build> GetBuildAsync(TestPlatform platform) =>
        platform.Db.ReadAsync(session => session.GetAsync<Build>("build"), CancellationToken.None);
}
