using Ingot.Manifests.Problems;

namespace Ingot.Manifests.Apps;

/// <summary>One entry of <c>applications</c>. A null member was not written and changes nothing. CF "App manifest specification", version 1.</summary>
public sealed record AppManifest
{
    public required string Name { get; init; }

    public ManifestPosition Position { get; init; }

    /// <summary>Where the app's sources are, relative to the manifest; for the client only.</summary>
    public string? Path { get; init; }

    /// <summary>Empty asks for detection.</summary>
    public IReadOnlyList<string>? Buildpacks { get; init; }

    public string? Stack { get; init; }

    public string? Lifecycle { get; init; }

    public DockerManifest? Docker { get; init; }

    /// <summary>Values as written; merged into what the app has.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    public IReadOnlyDictionary<string, bool>? Features { get; init; }

    public MetadataManifest? Metadata { get; init; }

    public bool? DefaultRoute { get; init; }

    public bool? RandomRoute { get; init; }

    public bool? NoRoute { get; init; }

    public IReadOnlyList<RouteManifest>? Routes { get; init; }

    public IReadOnlyList<ServiceManifest>? Services { get; init; }

    public IReadOnlyList<SidecarManifest>? Sidecars { get; init; }

    /// <summary>One entry per type, app-level values standing as the <c>web</c> entry; empty when nothing is said about processes.</summary>
    public IReadOnlyList<ProcessManifest> Processes { get; init; } = [];

    /// <summary>Whether the web entry was written in the list rather than at the app's own level.</summary>
    public bool IsWebListed { get; init; }

    /// <summary>The web entry, or null when nothing is said about it.</summary>
    public ProcessManifest? Web => Processes.FirstOrDefault(process => process.Type == ProcessManifest.WebType);
}

/// <summary>An image to run instead of a droplet.</summary>
public sealed record DockerManifest(string Image, string? Username);

/// <summary>Labels and annotations; a null value removes the key.</summary>
public sealed record MetadataManifest(IReadOnlyDictionary<string, string?> Labels, IReadOnlyDictionary<string, string?> Annotations);

/// <summary>A route to be mapped: <c>host.domain/path</c> or <c>domain:port</c>, without a scheme.</summary>
public sealed record RouteManifest(string Route)
{
    public ManifestPosition Position { get; init; }

    /// <summary><c>http1</c>, <c>http2</c> or <c>tcp</c>.</summary>
    public string? Protocol { get; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }
}

/// <summary>A service instance to be bound.</summary>
public sealed record ServiceManifest(string Name)
{
    public ManifestPosition Position { get; init; }

    public string? BindingName { get; init; }

    /// <summary>Parameters for the broker as JSON text.</summary>
    public string? ParametersJson { get; init; }
}

/// <summary>A second program in the instances of the process types named.</summary>
public sealed record SidecarManifest(string Name, string Command, IReadOnlyList<string> ProcessTypes, int? MemoryMb);
