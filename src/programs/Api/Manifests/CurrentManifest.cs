using Ingot.Api.Sidecars;
using Ingot.Api.Versions;
using Ingot.Manifests.Apps;
using Ingot.Model.Apps;
using Ingot.Model.Processes;
using Ingot.Model.Sidecars;
using Ingot.Storage;

namespace Ingot.Api.Manifests;

/// <summary>Writes down an app as the manifest that would make it so.</summary>
internal static class CurrentManifest
{
    public static async Task<AppManifest> ManifestOfAsync(this DbSession session, App app)
    {
        var processes = await session.ProcessesOfAsync(app.Guid);
        var sidecars = await session.SidecarsOfAsync(app.Guid);
        var routes = await session.QueryAsync<MappedRoute>(
            """
            select distinct r.host, d.name as domain, r.path, r.options, m.protocol
            from destinations m join routes r on r.guid = m.route_guid join domains d on d.guid = r.domain_guid
            where m.app_guid = @Guid
            order by d.name, r.host, r.path
            """,
            new { app.Guid }
        );
        return new AppManifest
        {
            Name = app.Name,
            Buildpacks = app.Buildpacks.Count == 0 ? null : app.Buildpacks,
            Stack = app.Stack,
            Lifecycle = app.LifecycleType,
            Env = app.EnvironmentVariables.Count == 0 ? null : app.EnvironmentVariables,
            Features = new Dictionary<string, bool> { ["ssh"] = app.SshEnabled, ["revisions"] = app.RevisionsEnabled },
            Metadata = app.Labels.Count + app.Annotations.Count == 0 ? null : new MetadataManifest(Nullable(app.Labels), Nullable(app.Annotations)),
            Routes = routes.Count == 0 ? null : [.. routes.Select(Of)],
            Sidecars = sidecars.Count == 0 ? null : [.. sidecars.Select(Of)],
            Processes = [.. processes.OrderBy(process => process.Type != AppProcess.Web).Select(Of)],
            IsWebListed = true,
        };
    }

    private static ProcessManifest Of(AppProcess process) =>
        new(process.Type)
        {
            Command = process.Command,
            Instances = process.Instances,
            MemoryMb = process.MemoryMb,
            DiskMb = process.DiskMb,
            LogRateLimitBytesPerSecond = process.LogRateLimit,
            TimeoutSeconds = process.HealthCheck.TimeoutSeconds,
            // Cloud Foundry does not know these.
            GraceSeconds = process.GraceSeconds == AppProcess.DefaultGraceSeconds ? null : process.GraceSeconds,
            HasSpares = process.HasSpares ? true : null,
            HealthCheck = Of(process.HealthCheck),
            ReadinessHealthCheck = Of(process.ReadinessHealthCheck),
        };

    private static RouteManifest Of(MappedRoute route) =>
        new(route.Address) { Protocol = route.Protocol, Options = route.Options.Count == 0 ? null : route.Options };

    private static SidecarManifest Of(Sidecar sidecar) => new(sidecar.Name, sidecar.Command, sidecar.ProcessTypes, sidecar.MemoryMb);

    private static HealthCheckManifest Of(HealthCheck check) =>
        new()
        {
            Type = check.Type,
            Endpoint = check.Type == HealthCheckType.Http ? check.Endpoint : null,
            InvocationTimeoutSeconds = check.InvocationTimeoutSeconds,
            IntervalSeconds = check.IntervalSeconds,
        };

    private static Dictionary<string, string?> Nullable(Dictionary<string, string> values) =>
        values.ToDictionary(pair => pair.Key, string? (pair) => pair.Value);

    private sealed class MappedRoute
    {
        public required string Host { get; set; }
        public required string Domain { get; set; }
        public required string Path { get; set; }
        public required string Protocol { get; set; }
        public required Dictionary<string, string> Options { get; set; }

        public string Address => (Host.Length == 0 ? Domain : $"{Host}.{Domain}") + Path;
    }
}
