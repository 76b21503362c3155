using System.CommandLine;

namespace Ingot.Operate;

/// <summary><c>ingot cell kill</c> and <c>ingot zone kill</c>: cause the failure the platform is there to survive.</summary>
internal static class KillCommand
{
    public static Command Create(CellChoice choice) =>
        choice.Command(
            "kill",
            $"kill -9 of the {choice.Noun}'s processes; its instances are started elsewhere.",
            async (supervisor, name, _, cancellationToken) =>
            {
                var found = choice == CellChoice.Zone ? supervisor.KillZoneAsync(name, cancellationToken) : supervisor.KillCellAsync(name, cancellationToken);
                return await found ? 0 : 1;
            }
        );
}
