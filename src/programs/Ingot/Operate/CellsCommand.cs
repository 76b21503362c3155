using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Supervisor;
using Ingot.Settings;
using Spectre.Console;

namespace Ingot.Operate;

/// <summary>One row of <c>ingot cells</c>. Part of the contract: scripts read it.</summary>
internal sealed record CellRow(string Name, string Zone, string State, int Pid, int MemoryMb, int MemoryPromisedMb, int Instances, int Running);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CellRow[]))]
internal sealed partial class CellRowJson : JsonSerializerContext;

/// <summary><c>ingot cells</c>: every cell with what it has and what it runs, asked of the cell itself.</summary>
internal static class CellsCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var data = DataOption.Create();
        var json = RunningPlatform.JsonOption();
        var command = new Command("cells", "Show the cells, their zones and what they run.") { data, json };
        command.SetAction(parsed =>
            RunningPlatform.AskAsync(
                parsed.GetValue(data)!,
                async supervisor =>
                {
                    var status = await supervisor.StatusAsync(CancellationToken.None);
                    var drains = await DrainStates.AskAsync();
                    var rows = await Task.WhenAll(status.Cells.Select(cell => AskAsync(cell, drains.Of(cell))));
                    if (parsed.GetValue(json))
                        Console.WriteLine(JsonSerializer.Serialize(rows, CellRowJson.Default.CellRowArray));
                    else
                        Print(rows);
                    return 0;
                }
            )
        );
        return command;
    }

    private static async Task<CellRow> AskAsync(CellProcess cell, string state)
    {
        var row = new CellRow(cell.Name, cell.Zone, state, cell.Pid, 0, 0, 0, 0);
        if (cell.State != CellProcessState.Running)
            return row;
        using var giveUp = new CancellationTokenSource(Patience);
        using var client = new CellClient(cell.Socket);
        try
        {
            await foreach (var first in client.EventsAsync(giveUp.Token))
            {
                var live = first.Snapshot!.Instances.Where(instance => instance.State.IsLive()).ToList();
                return row with
                {
                    MemoryMb = first.Snapshot.MemoryMb,
                    MemoryPromisedMb = live.Sum(instance => instance.MemoryMb),
                    Instances = live.Count,
                    Running = live.Count(instance => instance.State == InstanceState.Running),
                };
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return row with { State = "silent" };
        }
        return row;
    }

    private static void Print(CellRow[] rows)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("name", "zone", "state", "pid", "memory promised", "instances");
        foreach (var row in rows)
            table.AddRow(row.Name, row.Zone, row.State, $"{row.Pid}", $"{row.MemoryPromisedMb}M of {row.MemoryMb}M", $"{row.Running}/{row.Instances}");
        AnsiConsole.Write(table);
    }
}
