using System.Text.Json;
using Ingot.Cell.Tests.Support;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Logs;
using Ingot.Sandbox.Processes;
using Ingot.Sandbox.Trees;

namespace Ingot.Cell.Tests.Instances;

public sealed class InstanceLifeTests
{
    private const string TwoLevels = """
        setsid bash -c 'trap "echo deep ends; exit" TERM; echo deep; while :; do sleep 0.05; done' &
        bash -c 'sleep 1000 & echo child; wait' &
        wait
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stopped_instance_is_gone_with_all_its_children()
    {
        await using var cell = await TestCell.StartAsync();
        var instance = await cell.StartAsync(Some.Instance(TwoLevels));
        await cell.WaitForLineAsync(line => line.Message == "deep");

        await cell.Client.StopAsync(instance.InstanceGuid, Cancelled);
        var status = await cell.WaitAsync(instance.InstanceGuid, InstanceState.Stopped);

        Assert.Empty(ProcessSweep.Find(SandboxRequest.Variable, instance.InstanceGuid));
        Assert.Null(status.ExitDescription);
        await cell.WaitForLineAsync(line => line.Message == "deep ends");
        await cell.WaitForLineAsync(line => line.Message.StartsWith($"Cell z1-0 successfully destroyed container"));
        Assert.False(Directory.Exists(cell.InstanceFolder(instance.InstanceGuid)));
    }

    [Fact]
    public async Task What_does_not_end_in_its_grace_period_is_killed()
    {
        await using var cell = await TestCell.StartAsync();
        var instance = await cell.StartAsync(Some.Instance("trap '' TERM; echo up; while :; do sleep 0.1; done", graceSeconds: 1));
        await cell.WaitForLineAsync(line => line.Message == "up");

        await cell.Client.StopAsync(instance.InstanceGuid, Cancelled);

        await cell.WaitAsync(instance.InstanceGuid, InstanceState.Stopped);
        await cell.WaitForLineAsync(line => line.Message == "Exit status 137 (exceeded 1s graceful shutdown interval)");
    }

    [Theory]
    [InlineData("exit 7", "APP/PROC/WEB: Exited with status 7")]
    [InlineData("exit 0", "Codependent step exited")]
    [InlineData("kill -9 $$", "APP/PROC/WEB: Exited with status 137")]
    [InlineData("nonsense-command", "APP/PROC/WEB: Exited with status 127")]
    public async Task An_instance_that_ends_by_itself_has_crashed(string command, string description)
    {
        await using var cell = await TestCell.StartAsync();
        var instance = await cell.StartAsync(Some.Instance(command));

        var status = await cell.WaitAsync(instance.InstanceGuid, InstanceState.Crashed);

        Assert.Equal(description, status.ExitDescription);
    }

    [Fact]
    public async Task A_missing_droplet_is_a_crash_that_says_so()
    {
        await using var cell = await TestCell.StartAsync();
        var order = Some.Instance("true");
        order = order with { Run = order.Run with { DropletGuid = "none" } };
        await cell.StartAsync(order);

        var status = await cell.WaitAsync(order.InstanceGuid, InstanceState.Crashed);

        Assert.StartsWith("failed to create container: ", status.ExitDescription);
    }

    /// <summary>Who asks the kernel about a process that is being forked waits for it.</summary>
    [Fact]
    public async Task One_that_forks_without_end_is_a_crash_out_of_memory()
    {
        const string Bomb = """
            import os, time
            while True:
                try:
                    os.fork()
                except OSError:
                    time.sleep(0.05)
            """;
        await using var cell = await TestCell.StartAsync();

        var instance = await cell.StartAsync(Some.Instance($"exec /usr/bin/python3 -c '{Bomb}'", memoryMb: 64));
        var status = await cell.WaitAsync(instance.InstanceGuid, InstanceState.Crashed);

        Assert.Equal("APP/PROC/WEB: Exited with status 137 (out of memory)", status.ExitDescription);
    }

    [Fact]
    public async Task More_memory_than_promised_is_a_crash_out_of_memory()
    {
        await using var cell = await TestCell.StartAsync();
        var instance = await cell.StartAsync(
            Some.Instance("x=$(head -c 60000000 /dev/zero | tr '\\0' x); echo full; while :; do sleep 0.1; done", memoryMb: 32)
        );

        var status = await cell.WaitAsync(instance.InstanceGuid, InstanceState.Crashed);

        Assert.Equal("APP/PROC/WEB: Exited with status 137 (out of memory)", status.ExitDescription);
    }

    [Fact]
    public async Task More_disk_than_promised_is_a_crash_that_says_so()
    {
        await using var cell = await TestCell.StartAsync();
        var instance = await cell.StartAsync(Some.Instance("head -c 70000000 /dev/zero > big; sleep 1000"));

        var status = await cell.WaitAsync(instance.InstanceGuid, InstanceState.Crashed);

        Assert.Equal("APP/PROC/WEB: Exited with status 137 (disk quota exceeded)", status.ExitDescription);
    }

    [Fact]
    public async Task Folders_deeper_than_any_path_are_counted_and_removed()
    {
        await using var cell = await TestCell.StartAsync();
        var name = new string('d', 200);
        var instance = await cell.StartAsync(
            Some.Instance($"for i in $(seq 30); do mkdir {name} && cd {name}; done; echo deep; sleep 1000")
        );
        await cell.WaitForLineAsync(line => line.Message == "deep");

        Assert.True(Assert.Single(await cell.Client.UsageAsync(Cancelled)).DiskBytes >= 0);
        await cell.Client.StopAsync(instance.InstanceGuid, Cancelled);
        await cell.WaitForLineAsync(line => line.Message.StartsWith("Cell z1-0 successfully destroyed container"));

        Assert.False(Directory.Exists(cell.InstanceFolder(instance.InstanceGuid)));
    }

    [Fact]
    public async Task The_environment_has_the_platforms_names_and_shapes_whatever_the_user_sets()
    {
        await using var cell = await TestCell.StartAsync();
        var instance = await cell.StartAsync(
            Some.Instance(
                "env; echo in $PWD; cat hello; echo; sleep 1000",
                index: 2,
                environment: new() { ["CF_INSTANCE_INDEX"] = "0", ["PORT"] = "1", ["HOME"] = "/", ["MINE"] = "yes" }
            )
        );

        var lines = await cell.LinesUntilAsync(line => line.Message == "hi");
        var port = (await cell.WaitAsync(instance.InstanceGuid, InstanceState.Running)).Port;
        var environment = lines
            .Where(line => line.Source.SourceType == "APP/PROC/WEB" && line.Message.Contains('='))
            .Select(line => line.Message.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);

        var folder = cell.InstanceFolder(instance.InstanceGuid);
        Assert.Contains(lines, line => line.Message == $"in {folder}/app");
        var expected = new Dictionary<string, string>
        {
            ["CF_INSTANCE_INDEX"] = "2",
            ["INSTANCE_INDEX"] = "2",
            ["CF_INSTANCE_GUID"] = instance.InstanceGuid,
            ["CF_INSTANCE_ZONE"] = "z1",
            ["CF_INSTANCE_IP"] = "127.0.0.1",
            ["CF_INSTANCE_INTERNAL_IP"] = "127.0.0.1",
            ["CF_INSTANCE_PORT"] = $"{port}",
            ["CF_INSTANCE_ADDR"] = $"127.0.0.1:{port}",
            ["CF_INSTANCE_PORTS"] = $"[{{\"external\":{port},\"internal\":{port}}}]",
            ["PORT"] = $"{port}",
            ["VCAP_APP_PORT"] = $"{port}",
            ["VCAP_SERVICES"] = "{}",
            ["MEMORY_LIMIT"] = "128m",
            ["LANG"] = "en_US.UTF-8",
            ["USER"] = "vcap",
            ["HOME"] = $"{folder}/app",
            ["TMPDIR"] = $"{folder}/tmp",
            ["DEPS_DIR"] = $"{folder}/deps",
            ["MINE"] = "yes",
        };
        Assert.All(expected, pair => Assert.Equal(pair.Value, environment[pair.Key]));
        var application = JsonDocument.Parse(environment["VCAP_APPLICATION"]).RootElement;
        Assert.Equal(2, application.GetProperty("instance_index").GetInt32());
        Assert.Equal(port, application.GetProperty("port").GetInt32());
        Assert.Equal("shop.localhost", application.GetProperty("uris")[0].GetString());
        Assert.Equal(128, application.GetProperty("limits").GetProperty("mem").GetInt32());
    }

    [Fact]
    public async Task Output_carries_its_source_and_index_and_is_numbered()
    {
        await using var cell = await TestCell.StartAsync();
        var instance = await cell.StartAsync(Some.Instance("echo out; echo err >&2; echo again > /dev/stderr; sleep 1000", index: 1));

        var output = await cell.WaitForLineAsync(line => line.Message == "out");
        var error = await cell.WaitForLineAsync(line => line.Message == "err");
        await cell.WaitForLineAsync(line => line.Message == "again");

        Assert.Equal(new LogSource("a1", "APP/PROC/WEB", "1", "web", instance.InstanceGuid, "p1"), output.Source);
        Assert.Equal((LineKind.Output, LineKind.Error), (output.Kind, error.Kind));
        Assert.True(output.Sequence > 0);
    }

    [Fact]
    public async Task Usage_tells_of_processor_memory_and_disk()
    {
        await using var cell = await TestCell.StartAsync();
        var instance = await cell.StartAsync(
            Some.Instance("head -c 5000000 /dev/zero > big; echo up; while :; do :; done")
        );
        await cell.WaitForLineAsync(line => line.Message == "up");

        InstanceUsage usage;
        do
            usage = Assert.Single(await cell.Client.UsageAsync(Cancelled));
        while (usage.Cpu < 0.2);

        Assert.Equal(instance.InstanceGuid, usage.InstanceGuid);
        Assert.InRange(usage.Cpu, 0.2, 1.5);
        Assert.InRange(usage.MemoryBytes, 100_000, 64_000_000);
        Assert.InRange(usage.DiskBytes, 5_000_000, 6_000_000);
    }
}
