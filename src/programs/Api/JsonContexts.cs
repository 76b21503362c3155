using System.Text.Json.Serialization.Metadata;
using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Builds;
using Ingot.Api.Deployments;
using Ingot.Api.Domains;
using Ingot.Api.Droplets;
using Ingot.Api.Http;
using Ingot.Api.Jobs;
using Ingot.Api.Organizations;
using Ingot.Api.Packages;
using Ingot.Api.Platform;
using Ingot.Api.Processes;
using Ingot.Api.Resources;
using Ingot.Api.Revisions;
using Ingot.Api.Roles;
using Ingot.Api.Routes;
using Ingot.Api.Sidecars;
using Ingot.Api.Spaces;
using Ingot.Api.Users;

namespace Ingot.Api;

/// <summary>Every noun's JSON.</summary>
internal static class JsonContexts
{
    public static IReadOnlyList<IJsonTypeInfoResolver> All { get; } =
    [
        ErrorJsonContext.Default,
        ShapesJsonContext.Default,
        OrganizationJsonContext.Default,
        SpaceJsonContext.Default,
        UserJsonContext.Default,
        RoleJsonContext.Default,
        AppJsonContext.Default,
        ProcessJsonContext.Default,
        SidecarJsonContext.Default,
        PackageJsonContext.Default,
        ResourceJsonContext.Default,
        BuildJsonContext.Default,
        DropletJsonContext.Default,
        DeploymentJsonContext.Default,
        RevisionJsonContext.Default,
        RouteJsonContext.Default,
        DomainJsonContext.Default,
        JobJsonContext.Default,
        AuditEventJsonContext.Default,
        PlatformJsonContext.Default,
        QuotaJsonContext.Default,
    ];
}
