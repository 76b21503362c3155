using System.Text.Json;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>Cells and zones that are drained, lost and come back: evenly spread in the end, no index held twice, no request failed.</summary>
public sealed class DrainTests(SharedPlatform shared) : IClassFixture<SharedPlatform>
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);
    private static readonly string Hello = RepositoryRoot.Combine("samples", "hello");

    private TestPlatform Platform => shared.Platform;

    [Fact]
    public async Task A_drain_fails_no_request_and_no_index_has_two_holders_and_a_restored_zone_gets_its_part_again()
    {
        (await Platform.CfAsync("push", "hello", "-i", "1", "-p", Hello)).Succeeded();
        foreach (var instances in (int[])[1, 3])
        {
            (await Platform.CfAsync("scale", "hello", "-i", $"{instances}")).Succeeded();
            var drained = (await Platform.StatsAsync("hello"))[0].GetProperty("cell").GetString()!;

            var most = await LoadedApp.WhileAsync(
                Platform,
                "hello",
                instances,
                async () =>
                {
                    Assert.Contains("is drained", (await Platform.IngotAsync("cell", "drain", drained)).Succeeded(), StringComparison.Ordinal);
                    Assert.Equal("drained", (await CellsAsync()).Single(cell => cell.Name == drained).State);
                    Assert.Equal(0, (await CellsAsync()).Single(cell => cell.Name == drained).Instances);
                    (await Platform.IngotAsync("zone", "restore", drained[..^2])).Succeeded();
                    await EvenAsync(instances);
                }
            );

            Assert.Equal(1, most);
            Assert.Equal(instances, (await Platform.StatsAsync("hello")).Count(row => row.GetProperty("state").GetString() == "RUNNING"));
        }
        Assert.Contains("reason: Cell is being evacuated", (await Platform.CfAsync("events", "hello")).Succeeded(), StringComparison.Ordinal);
        Assert.Contains("there are z1-0, z2-0, z3-0", (await Platform.IngotAsync("cell", "drain", "z9-0")).Failed(), StringComparison.Ordinal);
        (await Platform.CfAsync("delete", "hello", "-f")).Succeeded();
    }

    [Fact]
    [Trait("Length", "long")]
    public async Task A_killed_zone_that_is_back_gets_its_part_again_without_a_failed_request()
    {
        const int Instances = 6;
        (await Platform.CfAsync("push", "hello", "-i", $"{Instances}", "-p", Hello)).Succeeded();
        (await Platform.IngotAsync("zone", "kill", "z2")).Succeeded();
        // Faults may fail what is under way; moving back may not.
        await Eventually.GetAsync(CellsAsync, cells => cells.Sum(cell => cell.Running) == Instances, Recovery, "all run again");

        var most = await LoadedApp.WhileAsync(Platform, "hello", Instances, () => EvenAsync(Instances));

        Assert.Equal(1, most);
        Assert.Contains("reason: Instances are being spread evenly", (await Platform.CfAsync("events", "hello")).Succeeded(), StringComparison.Ordinal);
        (await Platform.CfAsync("delete", "hello", "-f")).Succeeded();
    }

    /// <summary>Waits until cells differ by at most one instance and no spare is left.</summary>
    private Task EvenAsync(int instances) =>
        Eventually.GetAsync(
            CellsAsync,
            cells =>
                cells.Sum(cell => cell.Instances) == instances
                && cells.Sum(cell => cell.Running) == instances
                && cells.Max(cell => cell.Running) - cells.Min(cell => cell.Running) <= 1,
            Recovery,
            "the instances are spread evenly"
        );

    private async Task<IReadOnlyList<Cell>> CellsAsync() =>
        [
            .. JsonDocument
                .Parse((await Platform.IngotAsync("cells", "--json")).Succeeded())
                .RootElement.EnumerateArray()
                .Select(cell => new Cell(
                    cell.GetProperty("name").GetString()!,
                    cell.GetProperty("state").GetString()!,
                    cell.GetProperty("instances").GetInt32(),
                    cell.GetProperty("running").GetInt32()
                )),
        ];

    private sealed record Cell(string Name, string State, int Instances, int Running);
}
