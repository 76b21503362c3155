using Ingot.Model.AuditEvents;
using Ingot.Model.Deployments;
using Ingot.Model.Instances;
using Ingot.Reconciler.Tests.Deployments;
using Ingot.Reconciler.Tests.Support;
using Ingot.Storage.Processes;
using Ingot.Testing;

namespace Ingot.Reconciler.Tests.Crashes;

public sealed class CrashTests
{
    [Fact]
    public async Task A_crashed_index_is_started_again_at_once()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 2);
        await platform.UntilRunningAsync(0, 1);
        var victim = platform.Running.Single(instance => instance.Index == 0);

        platform.CellOf(victim).Crash(victim.InstanceGuid);

        await TestPlatform.UntilAsync(() => platform.All.All(instance => instance.InstanceGuid != victim.InstanceGuid), "the crash is forgotten");
        await platform.UntilRunningAsync(0, 1);
    }

    [Fact]
    public async Task A_crash_is_told_in_events_and_in_the_log()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);
        var victim = platform.Running.Single();
        var cell = platform.CellOf(victim);

        cell.Crash(victim.InstanceGuid);
        await TestPlatform.UntilAsync(() => cell.Forgotten.Contains(victim.InstanceGuid), "the crash is forgotten");

        var events = await platform.Db.ReadAsync(
            session => session.QueryAsync<AuditEvent>("select * from audit_events order by type"),
            CancellationToken.None
        );
        Assert.Equal(["app.crash", "audit.app.process.crash"], events.Select(audit => audit.Type));
        Assert.Contains("Exited with status 1", events[0].Data);
        var lines = platform.Logs.Lines.ToList();
        Assert.All(lines, line => Assert.Equal("API", line.Source.SourceType));
        Assert.Equal("Process has crashed with type: \"web\"", lines[0].Message);
        Assert.StartsWith(
            $"App instance exited with guid {TestPlatform.App} payload: {{\"instance\"=>\"{victim.InstanceGuid}\", \"index\"=>0, \"cell_id\"=>\"{cell.Name}\", \"reason\"=>\"CRASHED\", \"exit_description\"=>\"APP/PROC/WEB: Exited with status 1\", \"crash_count\"=>1, \"crash_timestamp\"=>",
            lines[1].Message
        );
    }

    [Fact]
    public async Task The_third_crash_waits_half_a_minute_and_is_reported_as_crashed()
    {
        var time = new ManualTime();
        await using var platform = await TestPlatform.StartAsync(time);
        await platform.RunAsync(instances: 1);
        await CrashAsync(platform, time);
        await CrashAsync(platform, time);

        await CrashAsync(platform, time);
        await TestPlatform.UntilAsync(
            () => platform.Instances.Of(TestPlatform.App) is [{ State: InstanceState.Crashed, Cell: null }],
            "it is reported as crashed"
        );
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(3, platform.Cells.Sum(cell => cell.Starts.Count));
        time.Advance(TimeSpan.FromSeconds(2));

        await platform.UntilRunningAsync(0);
    }

    [Fact]
    public async Task Crashes_count_though_the_clock_was_set_back_between_them()
    {
        var time = new ManualTime();
        await using var platform = await TestPlatform.StartAsync(time);
        await platform.RunAsync(instances: 1);
        await CrashAsync(platform, time);

        time.SetClock(TimeSpan.FromHours(-1));
        await CrashAsync(platform, time);

        await platform.UntilRunningAsync(0);
        var records = await platform.Db.ReadAsync(session => session.CrashRecordsAsync(), CancellationToken.None);
        Assert.Equal(2, Assert.Single(records).CrashCount);
    }

    [Fact]
    public async Task Five_minutes_of_running_start_the_count_again()
    {
        var time = new ManualTime();
        await using var platform = await TestPlatform.StartAsync(time);
        await platform.RunAsync(instances: 1);
        for (var crash = 0; crash < 5; crash++)
            await CrashAsync(platform, time, ranFor: TimeSpan.FromMinutes(6));

        await platform.UntilRunningAsync(0);

        var records = await platform.Db.ReadAsync(session => session.CrashRecordsAsync(), CancellationToken.None);
        Assert.Equal(1, Assert.Single(records).CrashCount);
    }

    [Fact]
    public async Task A_new_version_does_not_wait_for_the_crashes_of_the_old()
    {
        var time = new ManualTime();
        await using var platform = await TestPlatform.StartAsync(time);
        await platform.RunAsync(instances: 1);
        for (var crash = 0; crash < 3; crash++)
            await CrashAsync(platform, time);
        time.Advance(TimeSpan.FromSeconds(1));

        await platform.RunAsync(instances: 1, version: "v2");

        await platform.UntilRunningAsync(0);
    }

    [Fact]
    public async Task A_rolling_deployment_does_not_wait_for_the_crashes_of_the_old_version()
    {
        var time = new ManualTime();
        await using var platform = await TestPlatform.StartAsync(time);
        await platform.RunAsync(instances: 1);
        for (var crash = 0; crash < 3; crash++)
            await CrashAsync(platform, time);
        time.Advance(TimeSpan.FromSeconds(1));

        await platform.DeployAsync("v2");

        await platform.UntilRunningAsync(0);
        Assert.Equal(DeploymentReasons.Deployed, await platform.UntilFinalizedAsync());
    }

    [Fact]
    public async Task A_crash_that_a_restarted_controller_sees_again_is_counted_once()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.RunAsync(instances: 1);
        await platform.UntilRunningAsync(0);
        platform.Router.Acknowledges = false;
        var victim = platform.Running.Single();
        platform.CellOf(victim).Crash(victim.InstanceGuid);
        await TestPlatform.UntilAsync(() => platform.Running.Any(), "the index runs again, while the crash cannot be forgotten");

        await platform.StopControllerAsync();
        await platform.StartControllerAsync();
        platform.StartRouter();
        await platform.UntilRunningAsync(0);

        await TestPlatform.UntilAsync(() => platform.All.Count() == 1, "the crash is forgotten");
        var records = await platform.Db.ReadAsync(session => session.CrashRecordsAsync(), CancellationToken.None);
        Assert.Equal(1, Assert.Single(records).CrashCount);
    }

    private static async Task CrashAsync(TestPlatform platform, ManualTime time, TimeSpan ranFor = default)
    {
        await TestPlatform.UntilAsync(() => platform.Running.Count() == 1, "the index runs");
        time.Advance(TimeSpan.FromMilliseconds(10));
        var victim = platform.Running.Single();
        var cell = platform.CellOf(victim);
        cell.Crash(victim.InstanceGuid, ranFor);
        await TestPlatform.UntilAsync(() => cell.Forgotten.Contains(victim.InstanceGuid), "the crash is forgotten");
    }
}
