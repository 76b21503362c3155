using System.Text.Json.Serialization;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Platform;

/// <summary>The one quota every organization has, which limits nothing. CF v3 "Organization quotas".</summary>
internal static class QuotaEndpoints
{
    public const string Guid = "default";

    public static void MapQuotas(this IEndpointRouteBuilder v3)
    {
        v3.MapGet("/organization_quotas", List);
        v3.MapGet("/organization_quotas/{guid}", Show);
    }

    private static Ok<ListJson<QuotaJson>> List(ApiRequest request) =>
        TypedResults.Ok(StaticList.Of(request, [.. new[] { new QuotaJson() }.WhereQuery(request, "names", quota => quota.Name)]));

    private static Ok<QuotaJson> Show(string guid) =>
        TypedResults.Ok(guid == Guid ? new QuotaJson() : throw Errors.NotFound.With("Organization quota not found"));
}

/// <summary>A quota as clients see it; null is no limit.</summary>
internal sealed record QuotaJson
{
    public string Guid => QuotaEndpoints.Guid;
    public DateTimeOffset CreatedAt => DateTimeOffset.UnixEpoch;
    public DateTimeOffset UpdatedAt => DateTimeOffset.UnixEpoch;
    public string Name => "default";
    public QuotaAppsJson Apps { get; } = new();
    public QuotaServicesJson Services { get; } = new();
    public QuotaRoutesJson Routes { get; } = new();
    public QuotaDomainsJson Domains { get; } = new();
}

internal sealed record QuotaAppsJson
{
    public int? TotalMemoryInMb => null;
    public int? PerProcessMemoryInMb => null;
    public int? TotalInstances => null;
    public int? PerAppTasks => null;
    public int? LogRateLimitInBytesPerSecond => null;
}

internal sealed record QuotaServicesJson
{
    public bool PaidServicesAllowed => true;
    public int? TotalServiceInstances => null;
    public int? TotalServiceKeys => null;
}

internal sealed record QuotaRoutesJson
{
    public int? TotalRoutes => null;
    public int? TotalReservedPorts => null;
}

internal sealed record QuotaDomainsJson
{
    public int? TotalDomains => null;
}

[JsonSerializable(typeof(QuotaJson))]
[JsonSerializable(typeof(ListJson<QuotaJson>))]
internal sealed partial class QuotaJsonContext : JsonSerializerContext;
