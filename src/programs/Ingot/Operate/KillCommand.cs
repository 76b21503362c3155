using System.CommandLine;
using Ingot.Protocol.Supervisor;
using Ingot.Up;

namespace Ingot.Operate;

/// <summary><c>ingot cell kill</c> and <c>ingot zone kill</c>: cause the failure the platform is there to survive.</summary>
internal static class KillCommand
{
    public static Command CreateForCell() =>
        Create("cell", "Act on one cell.", "Cell to kill, e.g. z1-0.", (supervisor, name) => supervisor.KillCellAsync(name, default));

    public static Command CreateForZone() =>
        Create("zone", "Act on a zone.", "Zone whose cells are killed, e.g. z1.", (supervisor, name) => supervisor.KillZoneAsync(name, default));

    private static Command Create(string noun, string about, string argumentHelp, Func<SupervisorClient, string, Task<bool>> kill)
    {
        var name = new Argument<string>("name") { Description = argumentHelp };
        var data = DataOption.Create();
        var command = new Command("kill", $"kill -9 of the {noun}'s processes; its instances are started elsewhere.") { name, data };
        command.SetAction(parsed =>
            RunningPlatform.AskAsync(
                parsed.GetValue(data)!,
                async supervisor =>
                {
                    if (await kill(supervisor, parsed.GetValue(name)!))
                        return 0;
                    var cells = (await supervisor.StatusAsync(default)).Cells;
                    var known = noun == "cell" ? cells.Select(cell => cell.Name) : cells.Select(cell => cell.Zone).Distinct();
                    await Console.Error.WriteLineAsync($"There is no {noun} {parsed.GetValue(name)}; there are {string.Join(", ", known)}.");
                    return 1;
                }
            )
        );
        return new Command(noun, about) { command };
    }
}
