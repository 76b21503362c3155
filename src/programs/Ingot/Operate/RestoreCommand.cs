using System.CommandLine;
using Ingot.Hosting;
using Ingot.Protocol.Controller;

namespace Ingot.Operate;

/// <summary><c>ingot cell restore</c> and <c>ingot zone restore</c>: let what was drained take instances again.</summary>
internal static class RestoreCommand
{
    public static Command Create(CellChoice choice) =>
        choice.Command(
            "restore",
            $"Let a drained {choice.Noun} take instances again; some are moved back to it.",
            async (_, _, cells, cancellationToken) =>
            {
                using var controller = new DrainClient(DataDirectory.ControllerSocket);
                await Patiently.AskAsync(() => controller.OrderAsync(new DrainOrder(cells, Drain: false), cancellationToken), cancellationToken);
                return 0;
            }
        );
}
