using System.Text.Json.Nodes;
using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Deployments;
using Ingot.Storage;
using Ingot.Storage.Deployments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Deployments;

/// <summary>Replacing what an app runs without a gap. CF v3 "Deployments".</summary>
internal static class DeploymentEndpoints
{
    private static ResourceDescription<Deployment, DeploymentJson> Description { get; } =
        new()
        {
            Name = "Deployment",
            Plural = "deployments",
            VisibleTo = Visible.OfApp("r.app_guid"),
            PresentAsync = ResourceDescription<Deployment, DeploymentJson>.Each((row, presentation) => DeploymentJson.Of(row, presentation.Links)),
            Filters =
            [
                Filter.In("app_guids", "r.app_guid"),
                Filter.In("states", "r.status_reason"),
                Filter.In("status_values", "r.status_value"),
                Filter.In("status_reasons", "r.status_reason"),
            ],
        };

    public static void MapDeployments(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
        v3.MapPost("/deployments", Create);
        v3.MapPost("/deployments/{guid}/actions/cancel", Cancel);
        v3.MapPost("/deployments/{guid}/actions/continue", Continue);
    }

    private static async Task<Created<DeploymentJson>> Create(ApiRequest request)
    {
        var body = await request.BodyAsync<CreateDeploymentBody>();
        var deployment = await request.WriteAsync(async session =>
        {
            if (await AppEndpoints.Description.FindAsync(session, request.Caller, body.AppGuid) is null)
                throw Errors.Unprocessable.With("Unable to use app. Ensure that the app exists and you have access to it.");
            var app = await AppEndpoints.GetForOperatorAsync(session, request.Caller, body.AppGuid);
            return await session.DeployAsync(request.Caller, app, body);
        });
        return TypedResults.Created((string?)null, DeploymentJson.Of(deployment, new Links(request.Address)));
    }

    /// <summary>Cancelling twice is cancelling once.</summary>
    private static Task<Ok> Cancel(string guid, ApiRequest request) =>
        ActAsync(
            request,
            guid,
            "cancel",
            async (session, deployment) =>
            {
                if (deployment.StatusValue != DeploymentValues.Active)
                    throw Errors.Unprocessable.With($"Cannot cancel a {deployment.StatusReason} deployment");
                if (deployment.StatusReason == DeploymentReasons.Canceling)
                    return false;
                await session.RollBackAsync(deployment, error: null);
                return true;
            }
        );

    private static Task<Ok> Continue(string guid, ApiRequest request) =>
        ActAsync(
            request,
            guid,
            "continue",
            async (session, deployment) =>
            {
                if (deployment.StatusReason != DeploymentReasons.Paused)
                    throw Errors.Unprocessable.With(
                        $"Cannot continue a deployment with status: {deployment.StatusValue} and reason: {deployment.StatusReason}"
                    );
                await session.ContinueAsync(deployment);
                return true;
            }
        );

    /// <param name="request">Who asks.</param>
    /// <param name="guid">The deployment's.</param>
    /// <param name="name">As events call it.</param>
    /// <param name="actAsync">Returns whether anything has changed.</param>
    private static async Task<Ok> ActAsync(ApiRequest request, string guid, string name, Func<DbSession, Deployment, Task<bool>> actAsync)
    {
        await request.WriteAsync(async session =>
        {
            var deployment = await Description.GetAsync(session, request.Caller, guid);
            var app = await AppEndpoints.GetForOperatorAsync(session, request.Caller, deployment.AppGuid);
            if (await actAsync(session, deployment))
            {
                var data = new JsonObject { ["deployment_guid"] = deployment.Guid, ["droplet_guid"] = deployment.DropletGuid };
                await session.AuditAsync(request.Caller, $"audit.app.deployment.{name}", app, data);
            }
            return deployment;
        });
        return TypedResults.Ok();
    }
}
