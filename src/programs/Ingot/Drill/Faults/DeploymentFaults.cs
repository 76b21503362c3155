using Ingot.ApiClient.Deployments;
using Ingot.Drill.Measures;
using Ingot.Drill.Target;

namespace Ingot.Drill.Faults;

/// <summary>Deployments of what the app runs already, so that it is the same afterwards.</summary>
internal static class DeploymentFaults
{
    public static Fault Rolling { get; } = new("rolling-deploy", "every instance is replaced by a rolling deployment", Harm.None, RollAsync);

    private static async Task RollAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        var deployment = await platform.Api.DeployAsync(platform.App.Guid, dropletGuid: null, maxInFlight: null, cancellationToken);
        await EndedAsync(platform, deployment.Guid, cancellationToken);
    }

    private static async Task EndedAsync(DrilledPlatform platform, string guid, CancellationToken cancellationToken)
    {
        DeploymentResource? deployment = null;
        await platform.WhenAsync(
            async () => (deployment = await platform.Api.DeploymentAsync(guid, cancellationToken)) is { Status.IsActive: false },
            "the deployment did not end",
            cancellationToken
        );
        if (deployment!.Status.Reason != "DEPLOYED")
            throw new DrillException($"the deployment ended as {deployment.Status.Reason} {deployment.Status.Details?.Error}".TrimEnd());
    }
}
