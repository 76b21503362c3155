using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>The platform replaced under the app (`ingot upgrade`), by a copy of itself: another program as far as anybody can tell.</summary>
[Trait("Length", "long")]
public sealed class UpgradeTests : IAsyncLifetime
{
    private static readonly string Hello = RepositoryRoot.Combine("samples", "hello");
    private readonly TempDirectory folder = new();
    private TestPlatform platform = null!;

    private string Copy => folder.Combine("newer");

    public async ValueTask InitializeAsync()
    {
        platform = await TestPlatform.StartAsync();
        await platform.LogInAsync();
        (await Command.RunAsync("cp", ["-a", BuildOf(platform.SupervisorPid), Copy])).Succeeded();
    }

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task No_request_fails_and_every_process_is_of_the_new_build()
    {
        (await platform.CfAsync("push", "hello", "-i", "1", "-p", Hello)).Succeeded();
        var builds = new Queue<string>([Copy, BuildOf(platform.SupervisorPid)]);
        foreach (var instances in (int[])[1, 3])
        {
            (await platform.CfAsync("scale", "hello", "-i", $"{instances}")).Succeeded();
            var build = builds.Dequeue();

            var most = await LoadedApp.WhileAsync(platform, "hello", instances, async () => (await UpgradeAsync(build)).Succeeded());

            Assert.Equal(1, most);
            Assert.All(await PidsAsync(), pid => Assert.Equal(build, BuildOf(pid)));
            Assert.Equal(instances, (await platform.StatsAsync("hello")).Count(row => row.GetProperty("state").GetString() == "RUNNING"));
        }
    }

    [Fact]
    public async Task A_rolling_push_under_way_ends_well()
    {
        (await platform.CfAsync("push", "hello", "-i", "2", "-p", Hello)).Succeeded();

        var most = await LoadedApp.WhileAsync(
            platform,
            "hello",
            instances: 2,
            async () =>
            {
                var push = platform.CfAsync("push", "hello", "--strategy", "rolling", "-i", "2", "-p", Hello);
                var upgrade = UpgradeAsync(Copy);
                (await push).Succeeded();
                (await upgrade).Succeeded();
            }
        );

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_program_that_cannot_take_over_changes_nothing()
    {
        var before = await PidsAsync();
        var broken = Directory.CreateDirectory(folder.Combine("broken")).FullName;
        (await Command.RunAsync("cp", ["-a", Copy + "/.", broken])).Succeeded();
        File.Delete(Path.Combine(broken, "Microsoft.Data.Sqlite.dll"));

        var refusal = (await UpgradeAsync(broken)).Failed();

        Assert.Contains("cannot take over", refusal, StringComparison.Ordinal);
        Assert.Contains("Microsoft.Data.Sqlite", refusal, StringComparison.Ordinal);
        Assert.Equal(before, await PidsAsync());
    }

    private static string BuildOf(int pid) => Path.GetDirectoryName(new FileInfo($"/proc/{pid}/exe").LinkTarget)!;

    private Task<CommandResult> UpgradeAsync(string build) => Command.RunAsync(Path.Combine(build, "ingot"), ["upgrade", "--data", platform.Data]);

    private async Task<List<int>> PidsAsync()
    {
        var status = await platform.StatusAsync();
        return
        [
            status.GetProperty("supervisor_pid").GetInt32(),
            .. status.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("pid").GetInt32()),
            .. status.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("pid").GetInt32()),
        ];
    }
}
