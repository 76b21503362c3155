using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ingot.Manifests.Apps;
using Ingot.Model.Processes;

namespace Ingot.Api.Manifests;

/// <summary>Says what applying a manifest would change. Paths are those of the manifest that was sent, where clients mark them.</summary>
internal static class ManifestDiff
{
    /// <param name="index">Where the app stands in the manifest, from 0.</param>
    /// <param name="current">The app as it is; null when it would be made.</param>
    /// <param name="wanted">The app as the manifest has it.</param>
    public static IReadOnlyList<DiffEntry> Of(int index, AppManifest? current, AppManifest wanted)
    {
        var changes = new Changes($"/applications/{index}");
        if (current is null)
        {
            changes.Compare("name", was: null, wanted.Name);
            changes.Compare("default-route", was: null, wanted.DefaultRoute);
            changes.Compare("random-route", was: null, wanted.RandomRoute);
        }
        changes.Compare("no-route", current?.Routes is null ? wanted.NoRoute : null, wanted.NoRoute);
        changes.Compare("stack", current?.Stack, wanted.Stack);
        changes.Compare("lifecycle", current?.Lifecycle, wanted.Lifecycle);
        changes.Compare("buildpacks", List(current?.Buildpacks ?? []), wanted.Buildpacks is { } buildpacks ? List(buildpacks) : null);
        changes.CompareEach("env", current?.Env, wanted.Env);
        changes.CompareEach("metadata/labels", current?.Metadata?.Labels, wanted.Metadata?.Labels);
        changes.CompareEach("metadata/annotations", current?.Metadata?.Annotations, wanted.Metadata?.Annotations);
        foreach (var (name, isOn) in wanted.Features ?? new Dictionary<string, bool>())
            changes.Compare($"features/{name}", current?.Features?.GetValueOrDefault(name), isOn);
        foreach (var (position, route) in (wanted.Routes ?? []).Index())
            CompareRoute(changes, $"routes/{position}", current?.Routes?.FirstOrDefault(mapped => mapped.Route == route.Route), route);
        foreach (var (position, sidecar) in (wanted.Sidecars ?? []).Index())
            CompareSidecar(changes, $"sidecars/{position}", current?.Sidecars?.FirstOrDefault(known => known.Name == sidecar.Name), sidecar);
        CompareProcesses(changes, current, wanted);
        return changes.Entries;
    }

    private static void CompareRoute(Changes changes, string path, RouteManifest? current, RouteManifest wanted)
    {
        if (current is null)
        {
            changes.Compare(path, was: null, Object(("route", wanted.Route), ("protocol", wanted.Protocol), ("options", Object(wanted.Options))));
            return;
        }
        changes.Compare($"{path}/protocol", current.Protocol, wanted.Protocol);
        changes.CompareEach($"{path}/options", current.Options, wanted.Options);
    }

    private static void CompareSidecar(Changes changes, string path, SidecarManifest? current, SidecarManifest wanted)
    {
        var (types, memory) = (List(wanted.ProcessTypes), Size(wanted.MemoryMb));
        if (current is null)
        {
            changes.Compare(path, was: null, Object(("name", wanted.Name), ("command", wanted.Command), ("process_types", types), ("memory", memory)));
            return;
        }
        changes.Compare($"{path}/command", current.Command, wanted.Command);
        changes.Compare($"{path}/process_types", List(current.ProcessTypes), types);
        changes.Compare($"{path}/memory", Size(current.MemoryMb), memory);
    }

    /// <summary>What stands at the app's own level is about its web process.</summary>
    private static void CompareProcesses(Changes changes, AppManifest? current, AppManifest wanted)
    {
        var listed = wanted.Processes.Where(process => wanted.IsWebListed || process.Type != ProcessManifest.WebType);
        if (wanted is { IsWebListed: false, Web: { } web })
            CompareProcess(changes, prefix: "", diskKey: "disk-quota", current?.Web, web);
        foreach (var (position, process) in listed.Index())
        {
            var known = current?.Processes.FirstOrDefault(other => other.Type == process.Type);
            var prefix = $"processes/{position}/";
            changes.Compare($"{prefix}type", known?.Type, process.Type);
            CompareProcess(changes, prefix, diskKey: "disk_quota", known, process);
        }
    }

    private static void CompareProcess(Changes changes, string prefix, string diskKey, ProcessManifest? current, ProcessManifest wanted)
    {
        changes.Compare($"{prefix}command", current?.Command, wanted.Command);
        changes.Compare($"{prefix}instances", current?.Instances, wanted.Instances);
        changes.Compare($"{prefix}memory", Size(current?.MemoryMb), Size(wanted.MemoryMb));
        changes.Compare($"{prefix}{diskKey}", Size(current?.DiskMb), Size(wanted.DiskMb));
        changes.Compare($"{prefix}log-rate-limit-per-second", Rate(current?.LogRateLimitBytesPerSecond), Rate(wanted.LogRateLimitBytesPerSecond));
        changes.Compare($"{prefix}timeout", current?.TimeoutSeconds, wanted.TimeoutSeconds);
        changes.Compare($"{prefix}graceful-shutdown-interval", current?.GraceSeconds, wanted.GraceSeconds);
        changes.Compare($"{prefix}deployment-spares", current?.HasSpares, wanted.HasSpares);
        CompareCheck(changes, $"{prefix}health-check", current?.HealthCheck, wanted.HealthCheck);
        CompareCheck(changes, $"{prefix}readiness-health-check", current?.ReadinessHealthCheck, wanted.ReadinessHealthCheck);
    }

    private static void CompareCheck(Changes changes, string prefix, HealthCheckManifest? current, HealthCheckManifest wanted)
    {
        changes.Compare($"{prefix}-type", Name(current?.Type), Name(wanted.Type));
        changes.Compare($"{prefix}-http-endpoint", current?.Endpoint, wanted.Endpoint);
        changes.Compare($"{prefix}-invocation-timeout", current?.InvocationTimeoutSeconds, wanted.InvocationTimeoutSeconds);
        changes.Compare($"{prefix}-interval", current?.IntervalSeconds, wanted.IntervalSeconds);
    }

    private static string? Size(int? megabytes) => megabytes is { } known ? Sizes.FromMegabytes(known) : null;

    private static string? Rate(long? bytesPerSecond) => bytesPerSecond is { } known ? Sizes.FromBytesPerSecond(known) : null;

    private static string? Name(HealthCheckType? type) => type is { } known ? $"{known}".ToLowerInvariant() : null;

    /// <summary>The members that have a value.</summary>
    private static JsonObject Object(params IEnumerable<(string Key, JsonNode? Value)> members) =>
        new(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, member.Value)));

    private static JsonObject? Object(IReadOnlyDictionary<string, string>? values) =>
        values is null ? null : Object(values.Select(pair => (pair.Key, (JsonNode?)pair.Value)));

    private static JsonArray List(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];

    /// <summary>Collects the changes below one path.</summary>
    private sealed class Changes(string root)
    {
        private readonly List<DiffEntry> entries = [];

        public IReadOnlyList<DiffEntry> Entries => entries;

        /// <summary>Nothing changes where nothing is wanted.</summary>
        public void Compare(string path, JsonNode? was, JsonNode? value)
        {
            if (value is null || JsonNode.DeepEquals(was, value))
                return;
            entries.Add(new DiffEntry(was is null ? "add" : "replace", $"{root}/{path}", was, value));
        }

        public void CompareEach<T>(string path, IReadOnlyDictionary<string, T>? was, IReadOnlyDictionary<string, T>? values)
            where T : class?
        {
            foreach (var (key, value) in values ?? new Dictionary<string, T>())
                Compare($"{path}/{key}", was?.GetValueOrDefault(key) as string, value as string);
        }
    }
}

/// <summary>What <c>manifest_diff</c> answers; empty when nothing would change.</summary>
internal sealed record DiffJson(IReadOnlyList<DiffEntry> Diff);

/// <param name="Op"><c>add</c> or <c>replace</c>: a manifest does not remove what it does not name.</param>
internal sealed record DiffEntry(string Op, string Path, JsonNode? Was, JsonNode? Value);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(DiffJson))]
internal sealed partial class DiffJsonContext : JsonSerializerContext;
