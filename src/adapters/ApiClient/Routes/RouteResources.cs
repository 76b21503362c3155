using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Routes;

/// <summary>A domain.</summary>
public sealed record DomainResource
{
    public required string Guid { get; init; }
    public required string Name { get; init; }
    public List<string> SupportedProtocols { get; set; } = [];

    public bool IsTcp => SupportedProtocols.Contains("tcp");
}

/// <summary>A route and the apps behind it.</summary>
public sealed record RouteResource
{
    public required string Guid { get; init; }
    public required string Url { get; init; }
    public List<DestinationResource> Destinations { get; set; } = [];
}

/// <summary>An app behind a route.</summary>
public sealed record DestinationResource
{
    public string? Guid { get; init; }
    public required DestinationAppResource App { get; init; }
    public string? Protocol { get; init; }
}

/// <summary>The app of a destination.</summary>
public sealed record DestinationAppResource
{
    public required string Guid { get; init; }
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
