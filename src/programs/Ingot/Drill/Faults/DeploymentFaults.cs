using Ingot.ApiClient.Deployments;
using Ingot.ApiClient.Http;
using Ingot.ApiClient.Packages;
using Ingot.Drill.Measures;
using Ingot.Drill.Target;

namespace Ingot.Drill.Faults;

/// <summary>Deployments of what the app runs already, so that it is the same afterwards.</summary>
internal static class DeploymentFaults
{
    public static Fault Rolling { get; } = new("rolling-deploy", "every instance is replaced by a rolling deployment", Harm.None, (platform, cancellationToken) => DeployAsync(platform, "rolling", cancellationToken));

    public static Fault Canary { get; } = new("canary", "every instance is replaced by a canary deployment, which is continued when it pauses", Harm.None, (platform, cancellationToken) => DeployAsync(platform, "canary", cancellationToken));

    private static async Task DeployAsync(DrilledPlatform platform, string strategy, CancellationToken cancellationToken)
    {
        var order = new NewDeployment { Strategy = strategy, Relationships = new AppRelation { App = RelationResource.To(platform.App.Guid) } };
        var deployment = await platform.Api.DeployAsync(order, cancellationToken);
        try
        {
            await platform.WhenAsync(
                async () =>
                {
                    deployment = await platform.Api.DeploymentAsync(deployment.Guid, cancellationToken);
                    if (deployment.Status.IsPaused)
                        await platform.Api.ContinueDeploymentAsync(deployment.Guid, cancellationToken);
                    return !deployment.Status.IsActive;
                },
                "the deployment did not end",
                cancellationToken
            );
        }
        catch
        {
            await platform.Api.CancelDeploymentAsync(deployment.Guid, CancellationToken.None);
            throw;
        }
        if (deployment.Status.Reason != "DEPLOYED")
            throw new DrillException($"the deployment ended as {deployment.Status.Reason} {deployment.Status.Details?.Error}".TrimEnd());
    }
}
