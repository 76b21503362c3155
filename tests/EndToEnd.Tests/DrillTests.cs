using System.Diagnostics;
using System.Text.Json;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary><c>ingot drill</c> on a platform under it.</summary>
public sealed class DrillTests(DrillTests.ThreeInstances three) : IClassFixture<DrillTests.ThreeInstances>
{
    private TestPlatform Platform => three.Platform;

    [Fact]
    public async Task A_short_drill_prints_what_its_faults_did_and_leaves_the_app_as_it_was()
    {
        using var folder = new TempDirectory();
        var picture = folder.Combine("drill.svg");

        var drill = await Platform.IngotAsync("drill", "hello", "--only", "kill-instance,scale,kill-router", "--requests-per-second", "50", "--json", "--svg", picture);

        var report = JsonDocument.Parse(drill.Succeeded()).RootElement;
        var faults = report.GetProperty("faults").EnumerateArray().ToList();
        Assert.Equal(["calm", "kill-instance", "scale", "kill-router"], faults.Select(fault => fault.GetProperty("fault").GetString()));
        Assert.All(faults, fault => Assert.True(fault.GetProperty("requests").GetInt32() > 0));
        Assert.True(faults[1].GetProperty("longest_gap_seconds").GetDouble() > 0);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(picture, TestContext.Current.CancellationToken));
        Assert.Equal(3, (await Platform.StatsAsync("hello")).Count);
    }

    [Fact]
    public async Task A_second_process_with_an_index_in_its_environment_fails_the_drill()
    {
        var holder = Processes.Environment(Processes.OfInstance(three.App, 0)[0])!.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var environment = holder.Select(variable => variable.Split('=', 2)).ToDictionary(variable => variable[0], variable => variable[1]);
        environment["CF_INSTANCE_GUID"] = "the-impostor";
        environment.Remove("INGOT_CELL");
        environment.Remove("INGOT_SANDBOX");
        using var impostor = Process.Start(Command.StartInfo("/bin/sleep", ["600"], environment, directory: null))!;
        try
        {
            var drill = await Platform.IngotAsync("drill", "hello", "--only", "kill-controller", "--requests-per-second", "50");

            Assert.Equal(1, drill.ExitCode);
            Assert.Matches("BROKEN by kill-controller: index 0 was held by .*the-impostor.* at once", drill.Output);
        }
        finally
        {
            impostor.Kill();
        }
    }

    [Fact]
    public async Task What_cannot_be_drilled_is_refused_with_the_cure()
    {
        (await Platform.CfAsync("create-app", "idle")).Succeeded();

        Assert.Contains("App idle is not started; there is nothing to measure. Start it with `cf start idle`.", (await Platform.IngotAsync("drill", "idle")).Failed());
        Assert.Contains("There is no app ghost.", (await Platform.IngotAsync("drill", "ghost")).Failed());
        Assert.Contains("--only fire: there is no such fault. There are kill-instance,", (await Platform.IngotAsync("drill", "hello", "--only", "fire")).Failed());
        Assert.Contains("--svg /nope/x.svg cannot be written: ", (await Platform.IngotAsync("drill", "hello", "--only", "scale", "--svg", "/nope/x.svg")).Failed());
        Assert.Contains("--requests-per-second 0: must be 1 to 10000.", (await Platform.IngotAsync("drill", "hello", "--requests-per-second", "0")).Failed());
    }

    [Fact]
    public async Task Interrupted_it_brings_back_what_it_took_away()
    {
        var hung = Processes.OfInstance(three.App, 2);
        using var drill = Process.Start(
            Command.StartInfo(RepositoryRoot.Combine("ingot"), ["drill", "hello", "--only", "hang-instance", "--requests-per-second", "50", "--data", Platform.Data], environment: null, directory: null)
        )!;
        await Eventually.TrueAsync(() => hung.All(Processes.IsStopped), TimeSpan.FromSeconds(60), "the instance hangs");

        Signals.Send(drill.Id, Signals.Interrupt);
        await drill.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, drill.ExitCode);
        Assert.DoesNotContain(hung, Processes.IsStopped);
    }

    [Fact]
    public async Task Of_an_app_that_does_not_run_it_says_that_it_waits_and_gives_no_verdict_when_stopped()
    {
        (await Platform.CfAsync("push", "sick", "-c", "exit 1", "-p", RepositoryRoot.Combine("samples", "hello"))).Failed();
        using var drill = Process.Start(
            Command.StartInfo(RepositoryRoot.Combine("ingot"), ["drill", "sick", "--only", "kill-instance", "--data", Platform.Data], environment: null, directory: null)
        )!;
        Assert.StartsWith("Drilling sick: ", await drill.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Waiting up to 30 s until every instance runs", await drill.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));

        Signals.Send(drill.Id, Signals.Interrupt);
        await drill.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, drill.ExitCode);
        Assert.Equal("Stopped before 1 of 1 fault.", (await drill.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    [Trait("Length", "long")]
    public async Task The_whole_drill_ends_within_five_minutes_and_no_promise_is_broken()
    {
        var startedAt = TimeProvider.System.GetTimestamp();

        var drill = await Platform.IngotAsync("drill", "hello", "--requests-per-second", "200");

        Assert.Contains("Every promise was kept.", drill.Succeeded());
        Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromMinutes(5), drill.Output);
    }

    /// <summary>A platform on which three instances of hello run.</summary>
    public sealed class ThreeInstances : IAsyncLifetime
    {
        private readonly SharedPlatform shared = new();

        public TestPlatform Platform => shared.Platform;

        public string App { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await shared.InitializeAsync();
            (await Platform.CfAsync("push", "hello", "-i", "3", "-p", RepositoryRoot.Combine("samples", "hello"))).Succeeded();
            App = (await Platform.CfAsync("app", "hello", "--guid")).Succeeded().Trim();
        }

        public ValueTask DisposeAsync() => shared.DisposeAsync();
    }
}
