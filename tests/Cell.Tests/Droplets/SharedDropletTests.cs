using Ingot.Cell.Tests.Support;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;

namespace Ingot.Cell.Tests.Droplets;

/// <summary>Instances of a cell, and the droplets unpacked for them.</summary>
public sealed class SharedDropletTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_does_not_see_what_another_writes()
    {
        await using var cell = await TestCell.StartAsync();
        await cell.StartAsync(Some.Instance("echo first > hello; echo written; sleep 1000"));
        await cell.WaitForLineAsync(line => line.Message == "written");

        await cell.StartAsync(Some.Instance("echo \"found $(cat hello)\"; sleep 1000", index: 1));

        Assert.Equal("found hi", (await cell.WaitForLineAsync(line => line.Message.StartsWith("found"))).Message);
        Assert.Single(UnpackedDroplets(cell));
    }

    [Fact]
    public async Task A_droplet_stays_for_the_next_start_while_there_is_room()
    {
        await using var cell = await TestCell.StartAsync();
        await EndAsync(cell, Some.Instance("true"));

        await EndAsync(cell, Some.Instance("true", index: 1));

        Assert.EndsWith("/1", Assert.Single(UnpackedDroplets(cell)));
    }

    [Fact]
    public async Task Without_room_a_droplet_goes_with_its_last_instance()
    {
        await using var cell = await TestCell.StartAsync(options => options with { KeptDropletBytes = 1 });
        var last = await cell.StartAsync(Some.Instance("echo up; sleep 1000"));
        await cell.WaitForLineAsync(line => line.Message == "up");
        await EndAsync(cell, Some.Instance("true", index: 1));
        Assert.Single(UnpackedDroplets(cell));

        await cell.Client.StopAsync(last.InstanceGuid, Cancelled);
        await DestroyedAsync(cell, last.InstanceGuid);

        Assert.Empty(UnpackedDroplets(cell));
    }

    [Fact]
    public async Task A_broken_droplet_is_a_crash_that_leaves_nothing_and_is_tried_anew()
    {
        await using var cell = await TestCell.StartAsync();
        var path = cell.Directory.DropletPath(Some.Droplet);
        var whole = await File.ReadAllBytesAsync(path, Cancelled);
        await File.WriteAllBytesAsync(path, whole[..(whole.Length / 2)], Cancelled);
        var status = await EndAsync(cell, Some.Instance("true"));
        var reason = "the droplet cannot be unpacked: gzip: stdin: unexpected end of file";
        Assert.StartsWith($"failed to create container: {reason}", status.ExitDescription, StringComparison.Ordinal);
        await cell.WaitForLineAsync(line => line.Message.Contains($"failed to create container for instance {status.InstanceGuid}: {reason}", StringComparison.Ordinal));
        Assert.Empty(UnpackedDroplets(cell));

        await File.WriteAllBytesAsync(path, whole, Cancelled);
        await cell.StartAsync(Some.Instance("cat hello; echo; sleep 1000", index: 1));

        await cell.WaitForLineAsync(line => line.Message == "hi");
    }

    /// <summary>Starts an instance and waits until nothing of it is left.</summary>
    private static async Task<InstanceStatus> EndAsync(TestCell cell, InstanceDescription instance)
    {
        await cell.StartAsync(instance);
        var status = await cell.WaitAsync(instance.InstanceGuid, InstanceState.Crashed);
        await DestroyedAsync(cell, instance.InstanceGuid);
        return status;
    }

    private static Task DestroyedAsync(TestCell cell, string guid) =>
        cell.WaitForLineAsync(line => line.Message == $"Cell z1-0 successfully destroyed container for instance {guid}");

    private static string[] UnpackedDroplets(TestCell cell) =>
        [.. Directory.GetDirectories(Path.Combine(cell.Directory.Cells, "z1-0"), "droplets-*").SelectMany(Directory.GetDirectories)];
}
