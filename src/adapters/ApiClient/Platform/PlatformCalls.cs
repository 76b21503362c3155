using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Platform;

/// <summary>A file system apps run on.</summary>
public sealed record StackResource
{
    public required string Guid { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }
}

/// <summary>What turns sources into a droplet.</summary>
public sealed record InstalledBuildpackResource
{
    public required string Name { get; init; }
    public string? Stack { get; init; }
    public string? State { get; init; }
    public string? Filename { get; init; }
    public int Position { get; init; }
    public bool Enabled { get; init; }
    public bool Locked { get; init; }
}

/// <summary>Something the platform's operators switch on and off.</summary>
public sealed record FeatureFlagResource
{
    public required string Name { get; init; }
    public bool Enabled { get; init; }
}

/// <summary>Requests about what the platform brings along.</summary>
public static class PlatformCalls
{
    public static Task<RootResource> RootAsync(this ApiConnection api, CancellationToken cancellationToken) =>
        api.GetAsync("/", PlatformJson.Default.RootResource, cancellationToken);


    public static Task<List<StackResource>> StacksAsync(this ApiConnection api, CancellationToken cancellationToken) =>
        api.ListAsync("/v3/stacks", PlatformJson.Default.ListResourceStackResource, cancellationToken);

    public static async Task<StackResource?> FindStackAsync(this ApiConnection api, string name, CancellationToken cancellationToken) =>
        (await api.StacksAsync(cancellationToken)).Find(stack => stack.Name == name);

    public static Task<List<InstalledBuildpackResource>> BuildpacksAsync(this ApiConnection api, CancellationToken cancellationToken) =>
        api.ListAsync("/v3/buildpacks?order_by=position", PlatformJson.Default.ListResourceInstalledBuildpackResource, cancellationToken);

    public static Task<List<FeatureFlagResource>> FeatureFlagsAsync(this ApiConnection api, CancellationToken cancellationToken) =>
        api.ListAsync("/v3/feature_flags", PlatformJson.Default.ListResourceFeatureFlagResource, cancellationToken);
}
