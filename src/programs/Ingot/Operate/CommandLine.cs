using System.CommandLine;
using Ingot.Up;

namespace Ingot.Operate;

/// <summary>What an operator types after <c>ingot</c>.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Ingot runs your app at N instances, spread over zones, balanced and healed. Clients: `cf`.")
        {
            UpCommand.Create(),
            StatusCommand.Create(),
            CellsCommand.Create(),
            CreateFor(CellChoice.OneCell),
            CreateFor(CellChoice.Zone),
            DrillCommand.Create(),
            PasswordCommand.Create(),
            UpgradeCommand.Create(),
            DownCommand.Create(),
        };
        return await root.Parse(args).InvokeAsync();
    }

    private static Command CreateFor(CellChoice choice) =>
        new(choice.Noun, $"Act on one {choice.Noun}.")
        {
            DrainCommand.Create(choice),
            RestoreCommand.Create(choice),
            KillCommand.Create(choice),
        };
}
