using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Packages;

/// <summary>An app's uploaded sources.</summary>
public sealed record PackageResource
{
    public required string Guid { get; init; }
    public required string State { get; init; }
    public PackageDataResource? Data { get; init; }
}

/// <summary>What went wrong with a package, if anything did.</summary>
public sealed record PackageDataResource
{
    public string? Error { get; init; }
}

/// <summary>A staging of a package.</summary>
public sealed record BuildResource
{
    public required string Guid { get; init; }
    public required string State { get; init; }
    public string? Error { get; init; }
    public GuidResource? Droplet { get; init; }
}

/// <summary>What staging made.</summary>
public sealed record DropletResource
{
    public required string Guid { get; init; }
    public string? State { get; init; }
    public string? Error { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string? Stack { get; init; }
    public string? Image { get; init; }
    public List<BuildpackResource>? Buildpacks { get; init; }
}

/// <summary>A buildpack that took part in a droplet.</summary>
public sealed record BuildpackResource
{
    public string? Name { get; init; }
    public string? DetectOutput { get; init; }
    public string? BuildpackName { get; init; }
    public string? Version { get; init; }
}

internal sealed record NewPackage
{
    public string Type { get; set; } = "bits";
    public required AppRelation Relationships { get; init; }
}

internal sealed record NewDroplet
{
    public required AppRelation Relationships { get; init; }
}

/// <summary>A file, known by its content. CF v3 "Resource matches".</summary>
public sealed record MatchResource
{
    public required MatchChecksum Checksum { get; init; }
    public long SizeInBytes { get; init; }
    public string? Path { get; init; }

    /// <summary>Octal digits, e.g. <c>644</c>.</summary>
    public string? Mode { get; init; }
}

/// <summary>A SHA-1 as lower-case hex.</summary>
public sealed record MatchChecksum(string Value);

internal sealed record MatchResources
{
    public required List<MatchResource> Resources { get; init; }
}

public sealed record AppRelation
{
    public required RelationResource App { get; init; }
}

internal sealed record NewBuild
{
    public required GuidResource Package { get; init; }
}
