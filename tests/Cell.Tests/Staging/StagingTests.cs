using System.Security.Cryptography;
using Ingot.Cell.Tests.Support;
using Ingot.Sandbox.Processes;
using Ingot.Sandbox.Trees;

namespace Ingot.Cell.Tests.Staging;

/// <summary>The builder is a shell script that gets the real one's arguments.</summary>
public sealed class StagingTests : IDisposable
{
    private const string Result = """{"process_types":{"web":"./run"},"buildpacks":[],"execution_metadata":"","sha256":"","size_bytes":0}""";

    private readonly string folder = Directory.CreateTempSubdirectory("ingot-builder-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_package_becomes_a_droplet_in_the_store()
    {
        await using var cell = await StartAsync($"echo staging $9 $MINE $CF_STACK; cat $3 > $5; echo '{Result}' > $7");

        var order = Some.Staging();
        Assert.Null(await cell.Client.StageAsync(order, Cancelled));
        var status = await cell.WaitForTaskAsync(order.TaskGuid);

        Assert.Null(status.FailureReason);
        var droplet = cell.Directory.DropletPath("d2");
        Assert.Equal("./run", status.Staged?.ProcessTypes["web"]);
        Assert.Equal("the package", await File.ReadAllTextAsync(droplet, Cancelled));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("the package"u8)), status.Staged?.Sha256);
        Assert.Equal(11, status.Staged?.SizeBytes);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(droplet));
        var line = await cell.WaitForLineAsync(line => line.Message.StartsWith("staging "));
        Assert.Equal("STG", line.Source.SourceType);
        Assert.EndsWith("/work yes cflinuxfs4", line.Message);
    }

    [Theory]
    [InlineData("exit 222", "NoAppDetectedError - An app was not successfully detected by any available buildpack")]
    [InlineData("exit 223", "BuildpackCompileFailed - App staging failed in the buildpack compile phase")]
    [InlineData("exit 224", "BuildpackReleaseFailed - App staging failed in the buildpack release phase")]
    [InlineData("exit 1", "StagingError - Staging error: staging failed")]
    [InlineData("exit 0", "StagingError - Staging error: staging left no droplet")]
    [InlineData("ln -s /etc/passwd $5; echo '{}' > $7", "StagingError - Staging error: staging left no droplet")]
    [InlineData("mkfifo $5; echo '{}' > $7", "StagingError - Staging error: staging left no droplet")]
    public async Task A_failure_is_told_in_the_controllers_words(string script, string reason)
    {
        await using var cell = await StartAsync(script);

        var order = Some.Staging();
        await cell.Client.StageAsync(order, Cancelled);
        var status = await cell.WaitForTaskAsync(order.TaskGuid);

        Assert.Equal(reason, status.FailureReason);
        Assert.False(File.Exists(cell.Directory.DropletPath("d2")));
    }

    [Fact]
    public async Task Staging_that_takes_too_long_is_ended()
    {
        await using var cell = await StartAsync("sleep 1000 & sleep 1000");

        var order = Some.Staging(timeoutSeconds: 1);
        await cell.Client.StageAsync(order, Cancelled);

        Assert.Equal("StagingTimeExpired - Staging time expired", (await cell.WaitForTaskAsync(order.TaskGuid)).FailureReason);
        Assert.Empty(ProcessSweep.Find(SandboxRequest.Variable, order.TaskGuid));
    }

    [Fact]
    public async Task Staging_that_takes_too_much_disk_is_ended_and_leaves_nothing()
    {
        await using var cell = await StartAsync("trap '' TERM; head -c 1100M /dev/zero > work/full & while :; do :; done");

        var order = Some.Staging();
        await cell.Client.StageAsync(order, Cancelled);

        Assert.Equal(
            "StagingError - Staging error: staging failed, disk quota exceeded",
            (await cell.WaitForTaskAsync(order.TaskGuid)).FailureReason
        );
        await cell.WaitForLineAsync(line => line.Message.EndsWith("(disk quota exceeded)"));
        await cell.WaitForLineAsync(line => line.Message.Contains("destroying container"));
        await cell.StopAsync();
        Assert.False(Directory.Exists(cell.InstanceFolder(order.TaskGuid)));
        Assert.Empty(ProcessSweep.Find(SandboxRequest.Variable, order.TaskGuid));
    }

    [Fact]
    public async Task What_the_builder_caches_is_there_in_the_apps_next_staging()
    {
        await using var cell = await StartAsync($"cat ${{11}} 2>/dev/null; echo -n more >> ${{13}}; touch $5; echo '{Result}' > $7");

        var first = Some.Staging();
        await cell.Client.StageAsync(first, Cancelled);
        await cell.WaitForTaskAsync(first.TaskGuid);
        var kept = await File.ReadAllTextAsync(cell.Directory.BuildCachePath("a1"), Cancelled);
        var second = Some.Staging();
        await cell.Client.StageAsync(second, Cancelled);
        await cell.WaitForTaskAsync(second.TaskGuid);

        Assert.Equal("more", kept);
        await cell.WaitForLineAsync(line => line.Message == "more");
    }

    [Fact]
    public async Task Output_past_the_staging_log_rate_is_left_out()
    {
        await using var cell = await StartAsync("for i in {1..1000}; do echo 1234567890; done");

        var order = Some.Staging() with { LogRateLimit = 1000 };
        await cell.Client.StageAsync(order, Cancelled);

        var lines = await cell.LinesUntilAsync(line => line.Message.StartsWith("Exit status"));
        Assert.InRange(lines.Count(line => line.Message == "1234567890"), 50, 500);
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        await using var cell = await StartAsync("echo up; sleep 1000");
        var order = Some.Staging();
        await cell.Client.StageAsync(order, Cancelled);
        await cell.WaitForLineAsync(line => line.Message == "up");

        await cell.Client.CancelTaskAsync(order.TaskGuid, Cancelled);

        Assert.Equal("StagingError - Staging error: staging was cancelled", (await cell.WaitForTaskAsync(order.TaskGuid)).FailureReason);
        await cell.Client.ForgetTaskAsync(order.TaskGuid, Cancelled);
    }

    [Fact]
    public async Task A_task_takes_memory_like_an_instance()
    {
        await using var cell = await StartAsync("sleep 1000");
        await cell.Client.StageAsync(Some.Staging(), Cancelled);

        var refusal = await cell.Client.StartAsync(Some.Instance("sleep 1000", memoryMb: 4000), Cancelled);

        Assert.Equal("insufficient resources: memory", refusal?.Reason);
    }

    private async Task<TestCell> StartAsync(string script)
    {
        var builder = Path.Combine(folder, "ingot");
        await File.WriteAllTextAsync(builder, $"#!/bin/bash\n{script}\n", Cancelled);
        const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(builder, Everybody);
        File.SetUnixFileMode(folder, Everybody | UnixFileMode.UserWrite);
        var cell = await TestCell.StartAsync(options => options with { IngotExecutable = builder });
        await File.WriteAllTextAsync(cell.Directory.PackagePath("k1"), "the package", Cancelled);
        return cell;
    }
}
