using System.CommandLine;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Supervisor;
using Ingot.Settings;

namespace Ingot.Operate;

/// <summary>What <c>ingot cell</c> and <c>ingot zone</c> have in common: an action on one cell, or on every cell of a zone.</summary>
internal sealed record CellChoice(string Noun, string Example, Func<CellProcess, string> NameOf)
{
    public static readonly CellChoice OneCell = new("cell", "z1-0", cell => cell.Name);
    public static readonly CellChoice Zone = new("zone", "z1", cell => cell.Zone);

    /// <summary>A command whose action is given the supervisor, the name that was typed and the places of the cells meant, at least one.</summary>
    public Command Command(
        string verb,
        string help,
        Func<SupervisorClient, string, IReadOnlyList<string>, CancellationToken, Task<int>> action
    )
    {
        var name = new Argument<string>("name") { Description = $"Name of the {Noun}, e.g. {Example}." };
        var data = DataOption.Create();
        var command = new Command(verb, help) { name, data };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunningPlatform.AskAsync(
                    parsed.GetValue(data)!,
                    async supervisor =>
                    {
                        var asked = parsed.GetValue(name)!;
                        var known = (await supervisor.StatusAsync(cancellationToken)).Cells;
                        var cells = known.Where(cell => NameOf(cell) == asked).Select(cell => CellSlot.Of(cell.Name)).Distinct().ToList();
                        if (cells.Count > 0)
                            return await action(supervisor, asked, cells, cancellationToken);
                        await Console.Error.WriteLineAsync($"There is no {Noun} {asked}; there are {string.Join(", ", known.Select(NameOf).Distinct())}.");
                        return 1;
                    }
                )
        );
        return command;
    }
}
