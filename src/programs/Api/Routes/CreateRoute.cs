using System.Text.RegularExpressions;
using Ingot.Api.AuditEvents;
using Ingot.Api.Domains;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Domains;
using Ingot.Model.Routes;
using Ingot.Model.Spaces;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Routes;

/// <summary>The body of <c>POST /v3/routes</c>.</summary>
internal sealed partial record CreateRouteBody : Body
{
    private const int MaximumPath = 128;

    public string? Host { get; init; }
    public string? Path { get; init; }
    public int? Port { get; init; }
    public RouteRelationshipsBody? Relationships { get; init; }
    public MetadataBody? Metadata { get; init; }

    protected override void Check(Faults faults)
    {
        CheckAddress(Host ?? "", Path ?? "", faults);
        faults.AddIf(Port is > 0, "Routes with protocol 'http' do not support ports.");
        faults.AddIf(string.IsNullOrEmpty(Relationships?.Space?.Guid), "Relationships 'relationships.space' must name a space");
        faults.AddIf(string.IsNullOrEmpty(Relationships?.Domain?.Guid), "Relationships 'relationships.domain' must name a domain");
        Relationships?.CheckAll(faults);
        Metadata?.CheckAll(faults);
    }

    /// <summary>The rules for host and path, for manifests too.</summary>
    public static void CheckAddress(string host, string path, Faults faults)
    {
        faults.AddIf(
            host.Length > 0 && host != "*" && !Label().IsMatch(host),
            "Host must be either \"*\" or contain only alphanumeric characters, \"_\", or \"-\" and have at most 63 of them"
        );
        faults.AddIf(path.Length > 0 && !path.StartsWith('/'), "Path must begin with /");
        faults.AddIf(path == "/", "Path cannot be exactly '/'");
        faults.AddIf(path.Contains('?', StringComparison.Ordinal), "Path cannot contain ?");
        faults.AddIf(!UriPath.IsWritten(path), "Path must be a valid URI path; spaces, control characters and letters beyond ASCII are written as %XX");
        faults.AddIf(path.Length > MaximumPath, $"Path is too long (maximum is {MaximumPath} characters)");
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,63}\z")]
    private static partial Regex Label();
}

internal sealed record RouteRelationshipsBody : Body
{
    public ToOneBody? Space { get; init; }
    public ToOneBody? Domain { get; init; }

    protected override void Check(Faults faults)
    {
        Space?.CheckAll(faults);
        Domain?.CheckAll(faults);
    }
}

/// <summary>Makes routes, for the endpoint and for manifests.</summary>
internal static class CreateRoute
{
    /// <summary>Inserts a route after the rules that need to know its domain.</summary>
    /// <param name="session">The open transaction.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="address">Names the domain on which <c>api</c> is the platform's own.</param>
    /// <param name="route">Host and path as asked for; the host is put into lower case.</param>
    /// <param name="domain">The route's domain.</param>
    public static async Task<Route> CreateRouteAsync(this DbSession session, Caller caller, PlatformAddress address, Route route, Domain domain)
    {
        route.Host = route.Host.ToLowerInvariant();
        if (domain.OrganizationGuid is null && route.Host.Length == 0)
            throw Errors.Unprocessable.With("Missing host. Routes in shared domains must have a host defined.");
        if (domain.OrganizationGuid is null && route.Host == "*")
            throw Errors.Unprocessable.With("Wildcard host is only allowed on private domains.");
        if (domain.Name == address.Domain && route.Host == CreateDomain.ReservedHost)
            throw Errors.Unprocessable.With($"Route conflicts with a reserved system route: {route.Host}.{domain.Name}");
        if (await session.FindFirstAsync<Domain>("select * from domains where name = @name", new { name = $"{route.Host}.{domain.Name}" }) is { } same)
            throw Errors.Unprocessable.With($"Route conflicts with the domain '{same.Name}'.");
        var space = await session.GetAsync<Space>(route.SpaceGuid);
        if (domain.OrganizationGuid is not null && domain.OrganizationGuid != space.OrganizationGuid)
            throw Errors.Unprocessable.With($"Invalid domain. Domain '{domain.Name}' is not available in this organization.");
        if (await session.FindRouteAsync(domain.Guid, route.Host, route.Path) is not null)
            throw Errors.Unprocessable.With(Describe(route, domain));
        if (domain.OrganizationGuid is null && await session.IsReservedElsewhereAsync(route))
            throw Errors.Unprocessable.With("Routes for this host and domain have been reserved for another space.");
        await session.InsertAsync(route);
        await session.AuditAsync(caller, "audit.route.create", route);
        return route;
    }

    /// <summary>The route with this address, in whatever space.</summary>
    public static Task<Route?> FindRouteAsync(this DbSession session, string domainGuid, string host, string path) =>
        session.FindFirstAsync<Route>(
            "select * from routes where domain_guid = @domainGuid and host = @host and path = @path",
            new { domainGuid, host = host.ToLowerInvariant(), path }
        );

    /// <summary>On shared domains a host belongs to the space that has it first, whatever the path.</summary>
    private static async Task<bool> IsReservedElsewhereAsync(this DbSession session, Route route) =>
        await session.ScalarAsync<long>(
            "select count(*) from routes where domain_guid = @DomainGuid and host = @Host and space_guid <> @SpaceGuid",
            route
        ) > 0;

    /// <summary>"Route already exists" is what clients look for.</summary>
    private static string Describe(Route route, Domain domain)
    {
        var path = route.Path.Length > 0 ? $" and path '{route.Path}'" : "";
        return $"Route already exists with host '{route.Host}'{path} for domain '{domain.Name}'.";
    }
}
