using System.CommandLine;
using System.Text.Json;
using Ingot.Protocol.Supervisor;
using Ingot.Settings;
using Spectre.Console;

namespace Ingot.Operate;

/// <summary><c>ingot status</c>: where the platform is reached and which processes it consists of.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var json = RunningPlatform.JsonOption();
        var command = new Command("status", "Show the running platform and its processes.") { data, json };
        command.SetAction(parsed =>
            RunningPlatform.AskAsync(
                parsed.GetValue(data)!,
                async supervisor =>
                {
                    var status = await supervisor.StatusAsync(CancellationToken.None);
                    if (parsed.GetValue(json))
                    {
                        Console.WriteLine(JsonSerializer.Serialize(status, SupervisorJson.Default.PlatformStatus));
                        return 0;
                    }
                    var drains = await DrainStates.AskAsync();
                    Console.WriteLine($"Ingot {status.Version} at {status.Url}, data in {status.DataDirectory}, up since {status.StartedAt:u}");
                    Console.WriteLine();
                    var table = new Table().Border(TableBorder.None).AddColumns("process", "state", "pid", "restarts", "build");
                    table.AddRow("supervisor", "running", $"{status.SupervisorPid}", "", BuildOf(status.SupervisorPid));
                    foreach (var role in status.Roles)
                        table.AddRow(role.Role, role.Pid == 0 ? "restarting" : "running", $"{role.Pid}", $"{role.Restarts}", BuildOf(role.Pid));
                    foreach (var cell in status.Cells)
                        table.AddRow($"cell {cell.Name}", drains.Of(cell), $"{cell.Pid}", "", BuildOf(cell.Pid));
                    AnsiConsole.Write(table);
                    return 0;
                }
            )
        );
        return command;
    }

    /// <summary>The folder of the program a process runs, by the operating system's word: during an upgrade they differ.</summary>
    private static string BuildOf(int pid) =>
        pid == 0 ? "" : Path.GetFileName(Path.GetDirectoryName(new FileInfo($"/proc/{pid}/exe").LinkTarget)) ?? "";
}
