using Ingot.Cell.Tests.Support;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Sandbox.Processes;
using Ingot.Testing;

namespace Ingot.Cell.Tests.Lifetime;

/// <summary>A cell in a process of its own, which can be killed.</summary>
public sealed class CellEndTests : IDisposable
{
    private const string TwoLevels = """
        setsid bash -c 'setsid sleep 1000 & echo deep; exec sleep 1000' &
        bash -c 'sleep 1000 & wait' &
        wait
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string data = TestCell.MakeData();
    private readonly string incarnation = Guid.NewGuid().ToString();
    private readonly Pipe supervisor = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        supervisor.Dispose();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Kill_9_of_the_cell_leaves_no_process_of_its_instances()
    {
        var cell = await StartAsync();
        await StartInstanceAsync();

        cell.Signal(Signals.Kill);
        await cell.Exited;

        await GoneAsync();
    }

    [Fact]
    public async Task The_end_of_the_supervisor_is_the_end_of_the_cell_and_its_instances()
    {
        var cell = await StartAsync();
        await StartInstanceAsync();

        supervisor.Writing.Dispose();
        await cell.Exited.WaitAsync(Patience, Cancelled);

        await GoneAsync();
    }

    [Fact]
    public async Task SIGTERM_stops_the_instances_and_tells_of_it_to_the_last()
    {
        var cell = await StartAsync();
        var instance = await StartInstanceAsync();
        using var client = new CellClient(CellHost.Socket(data));
        var stopped = TestCell.WaitAsync(client, instance, status => status.State is InstanceState.Stopped);
        await TestCell.WaitAsync(client, instance, status => status.State is InstanceState.Running);

        cell.Signal(Signals.Terminate);

        await stopped;
        Assert.Equal(default, await cell.Exited.WaitAsync(Patience, Cancelled));
        await GoneAsync();
    }

    [Fact]
    public async Task A_new_cell_removes_the_folders_of_a_killed_one()
    {
        var cell = await StartAsync();
        var instance = await StartInstanceAsync();
        cell.Signal(Signals.Kill);
        await cell.Exited;
        await GoneAsync();
        var folder = Path.Combine(data, "cells", CellHost.Name, instance);
        Assert.True(Directory.Exists(folder));

        var next = await StartAsync();

        await Eventually.TrueAsync(() => !Directory.Exists(folder), Patience, "the folder is removed");
        next.Signal(Signals.Kill);
        await next.Exited;
    }

    private async Task<SpawnedProcess> StartAsync()
    {
        var cell = await ProcessSpawner.StartAsync(
            new SpawnRequest
            {
                FileName = Environment.ProcessPath!,
                Arguments = ["cell", data, incarnation, "9"],
                Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["HOME"] = data },
                Descriptors = [new(supervisor.Reading, 9)],
            }
        );
        using var client = new CellClient(CellHost.Socket(data));
        await Eventually.GetAsync(() => AnswersAsync(client), answers => answers, Patience, "the cell answers");
        return cell;
    }

    private async Task<string> StartInstanceAsync()
    {
        using var client = new CellClient(CellHost.Socket(data));
        var instance = Some.Instance(TwoLevels);
        Assert.Null(await client.StartAsync(instance, Cancelled));
        await TestCell.WaitForLineAsync(client, incarnation, line => line.Message == "deep");
        Assert.True(ProcessSweep.Find(ProcessSweep.CellVariable, incarnation).Count >= 5);
        return instance.InstanceGuid;
    }

    /// <summary>No sweep: the kernel alone takes the processes along.</summary>
    private Task GoneAsync() =>
        Eventually.TrueAsync(
            () => ProcessSweep.Find(ProcessSweep.CellVariable, incarnation).Count == 0,
            Patience,
            "no process of the cell is left"
        );

    private static async Task<bool> AnswersAsync(CellClient client)
    {
        try
        {
            await client.UsageAsync(Cancelled);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
