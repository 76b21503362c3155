using Ingot.Protocol.Controller;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Roots;

/// <summary>Where everything is, told without a login. CF v3 "Root", "Info"; CF v2 "Info".</summary>
internal static class RootEndpoints
{
    /// <summary>
    /// The release of the API whose requests clients may make: from 3.173 on they offer canary deployments, from 3.189 their steps. What else
    /// came before and is not there, such as Cloud Native Buildpacks (3.168) and options of single routes (3.183), is refused by name.
    /// </summary>
    public const string ApiVersion = "3.189.0";

    /// <summary>What old clients build every request from; one that is missing ends the command.</summary>
    private static readonly string[] Resources =
    [
        "app_usage_events", "apps", "audit_events", "buildpacks", "builds", "deployments", "domains", "droplets",
        "environment_variable_groups", "feature_flags", "info", "isolation_segments", "organization_quotas", "organizations", "packages",
        "processes", "resource_matches", "roles", "routes", "security_groups", "service_brokers", "service_credential_bindings",
        "service_instances", "service_offerings", "service_plans", "service_route_bindings", "service_usage_events", "space_quotas",
        "spaces", "stacks", "tasks", "users",
    ];

    public static void MapRoots(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", Root);
        endpoints.MapGet("/v3", V3);
        endpoints.MapGet("/v3/info", Info);
        endpoints.MapGet("/v2/info", V2Info);
    }

    private static IResult Root(PlatformAddress address)
    {
        var uaa = new RootLink($"{address.Url}/uaa");
        var links = new RootLinks
        {
            Self = new RootLink(address.Url),
            CloudControllerV3 = new RootLink($"{address.Url}/v3", new LinkMeta(ApiVersion)),
            Login = uaa,
            Uaa = uaa,
            LogCache = new RootLink(address.Url),
        };
        return TypedResults.Json(new RootJson(links), RootsJsonContext.Default.RootJson);
    }

    private static IResult V3(PlatformAddress address)
    {
        var links = new Dictionary<string, RootLink> { ["self"] = new($"{address.Url}/v3") };
        foreach (var resource in Resources)
            links[resource] = new($"{address.Url}/v3/{resource}");
        return TypedResults.Json(new V3Json(links), RootsJsonContext.Default.V3Json);
    }

    private static IResult Info(PlatformAddress address)
    {
        var links = new Dictionary<string, RootLink> { ["self"] = new($"{address.Url}/v3/info"), ["support"] = new("") };
        return TypedResults.Json(new InfoJson { Build = Build(), Links = links }, RootsJsonContext.Default.InfoJson);
    }

    /// <summary>Says, in the way Cloud Foundry does, that there is no v2 API; old plugins still take the addresses from here.</summary>
    private static IResult V2Info(PlatformAddress address)
    {
        var uaa = $"{address.Url}/uaa";
        var information = new V2InfoJson { Build = Build(), AuthorizationEndpoint = uaa, TokenEndpoint = uaa };
        return TypedResults.Json(information, RootsJsonContext.Default.V2InfoJson);
    }

    private static string Build() => typeof(RootEndpoints).Assembly.GetName().Version!.ToString(fieldCount: 3);
}
