using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Routes;

/// <summary>A domain.</summary>
public sealed record DomainResource
{
    public required string Guid { get; init; }
    public required string Name { get; init; }
    public List<string> SupportedProtocols { get; set; } = [];

    public bool Internal { get; init; }
    public DomainRelationsResource? Relationships { get; init; }

    public bool IsTcp => SupportedProtocols.Contains("tcp");
    public bool IsShared => Relationships?.Organization?.Data is null;
}

/// <summary>What a domain belongs to.</summary>
public sealed record DomainRelationsResource
{
    public RelationResource? Organization { get; init; }
}

internal sealed record NewDomain
{
    public required string Name { get; init; }
    public DomainRelationsResource? Relationships { get; init; }
}

/// <summary>Whether a route exists.</summary>
internal sealed record ReservationResource(bool MatchingRoute);

/// <summary>A route and the apps behind it.</summary>
public sealed record RouteResource
{
    public required string Guid { get; init; }
    public required string Url { get; init; }
    public string? Protocol { get; init; }
    public string Host { get; set; } = "";
    public string Path { get; set; } = "";
    public int? Port { get; init; }
    public RouteRelations? Relationships { get; init; }
    public List<DestinationResource> Destinations { get; set; } = [];
}

/// <summary>What a route belongs to.</summary>
public sealed record RouteRelations
{
    public RelationResource? Space { get; init; }
}

/// <summary>An app behind a route.</summary>
public sealed record DestinationResource
{
    public string? Guid { get; init; }
    public required DestinationAppResource App { get; init; }
    public int? Port { get; init; }
    public string? Protocol { get; init; }
}

/// <summary>The app of a destination.</summary>
public sealed record DestinationAppResource
{
    public required string Guid { get; init; }
    public ProcessTypeResource? Process { get; init; }
}

/// <summary>What a route is made of.</summary>
public sealed record RouteParts(DomainResource Domain, string Host, string Path, int? Port)
{
    /// <summary>The address without a scheme, e.g. <c>host.domain/path</c>.</summary>
    public string Url => $"{(Host.Length == 0 ? "" : $"{Host}.")}{Domain.Name}{(Port is { } port ? $":{port}" : "")}{Path}";
}

internal sealed record NewRoute
{
    public string? Host { get; init; }
    public string? Path { get; init; }
    public int? Port { get; init; }
    public required NewRouteRelations Relationships { get; init; }
}

internal sealed record NewRouteRelations
{
    public required RelationResource Space { get; init; }
    public required RelationResource Domain { get; init; }
}

internal sealed record NewDestinations
{
    public required List<DestinationResource> Destinations { get; init; }
}

/// <summary>The process type of a destination.</summary>
public sealed record ProcessTypeResource(string Type);
