using Ingot.Drill.Measures;
using Ingot.Drill.Target;
using Ingot.Protocol.Supervisor;

namespace Ingot.Drill.Faults;

/// <summary>The platform is replaced under the app.</summary>
internal static class UpgradeFault
{
    public static Fault Upgrade { get; } = new("upgrade", "every process of the platform is replaced by one of this Ingot", Harm.None, UpgradeAsync);

    private static async Task UpgradeAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        if (await platform.Supervisor.UpgradeAsync(Environment.ProcessPath!, cancellationToken) is { } refusal)
            throw new DrillException(refusal);
        UpgradeProgress? progress = null;
        await platform.WhenAsync(
            async () => (progress = await FindProgressAsync(platform.Supervisor, cancellationToken)) is { IsUnderWay: false },
            "the upgrade did not end",
            cancellationToken
        );
        if (progress!.Failure is { } failure)
            throw new DrillException(failure);
    }

    /// <summary>Null while the supervisor becomes its successor.</summary>
    private static async Task<UpgradeProgress?> FindProgressAsync(SupervisorClient supervisor, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var progress in supervisor.WatchUpgradeAsync(cancellationToken))
                return progress;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // Asked again soon.
        }
        return null;
    }
}
