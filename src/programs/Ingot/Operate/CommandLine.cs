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
            KillCommand.CreateForCell(),
            KillCommand.CreateForZone(),
            DrillCommand.Create(),
            PasswordCommand.Create(),
            DownCommand.Create(),
        };
        return await root.Parse(args).InvokeAsync();
    }
}
