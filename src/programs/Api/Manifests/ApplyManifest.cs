using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Processes;
using Ingot.Api.Versions;
using Ingot.Api.Resources;
using Ingot.Manifests.Apps;
using Ingot.Model.Apps;
using Ingot.Model.Processes;
using Ingot.Storage;

namespace Ingot.Api.Manifests;

/// <summary>Makes one app what its manifest says; what it does not say stays.</summary>
internal static class ApplyManifest
{
    /// <summary>Creates the app when the space has none of the name. A refusal names the app.</summary>
    public static async Task ApplyManifestAsync(this DbSession session, ApiRequest request, string spaceGuid, AppManifest manifest)
    {
        try
        {
            Check(manifest);
            var app =
                await session.FindAppAsync(spaceGuid, manifest.Name)
                ?? await session.CreateAppAsync(
                    request.Caller,
                    new App
                    {
                        Guid = Guid.NewGuid().ToString(),
                        Name = manifest.Name,
                        SpaceGuid = spaceGuid,
                    }
                );
            await session.ApplyToAppAsync(app, manifest);
            foreach (var process in manifest.Processes)
                await session.ApplyToProcessAsync(request, app, process);
            await session.ApplySidecarsAsync(app, manifest.Sidecars ?? []);
            await session.ApplyRoutesAsync(request, app, manifest);
            await session.AuditAsync(request.Caller, "audit.app.apply_manifest", app);
        }
        catch (ApiException refusal) when (refusal.Error == Errors.Unprocessable)
        {
            throw Errors.Unprocessable.With($"For application '{manifest.Name}': {refusal.Message}");
        }
    }

    public static Task<App?> FindAppAsync(this DbSession session, string spaceGuid, string name) =>
        session.FindFirstAsync<App>("select * from apps where space_guid = @spaceGuid and name = @name", new { spaceGuid, name });

    /// <summary>What is wrong whatever the app is now, and what Ingot does not have, in CF's words for a platform without it.</summary>
    private static void Check(AppManifest manifest)
    {
        var faults = new Faults();
        NameRules.Check(manifest.Name, faults);
        AppRules.CheckEnvironment(manifest.Env?.ToDictionary(variable => variable.Key, string? (variable) => variable.Value), faults);
        MetadataOf(manifest)?.CheckAll(faults);
        LifecycleOf(manifest).CheckAll(faults);
        faults.AddIf(manifest.Docker is not null, "Docker support has not been enabled.");
        foreach (var service in manifest.Services ?? [])
            faults.Add($"Service instance '{service.Name}' not found");
        foreach (var (name, _) in manifest.Features ?? new Dictionary<string, bool>())
            faults.AddIf(name is not ("ssh" or "revisions"), $"Features '{name}' is not supported; supported are 'ssh' and 'revisions'");
        faults.ThrowIfAny();
    }

    private static async Task ApplyToAppAsync(this DbSession session, App app, AppManifest manifest)
    {
        LifecycleOf(manifest).ApplyTo(app);
        MetadataOf(manifest)?.MergeInto(app);
        AppRules.MergeEnvironment(app, manifest.Env?.ToDictionary(variable => variable.Key, string? (variable) => variable.Value) ?? []);
        app.SshEnabled = manifest.Features?.GetValueOrDefault("ssh", app.SshEnabled) ?? app.SshEnabled;
        app.RevisionsEnabled = manifest.Features?.GetValueOrDefault("revisions", app.RevisionsEnabled) ?? app.RevisionsEnabled;
        await session.UpdateAsync(app);
    }

    private static async Task ApplyToProcessAsync(this DbSession session, ApiRequest request, App app, ProcessManifest manifest)
    {
        var process =
            (await session.ProcessesOfAsync(app.Guid)).FirstOrDefault(process => process.Type == manifest.Type)
            ?? await session.CreateProcessAsync(app, manifest.Type);
        process.Command = manifest.Command is "" ? null : manifest.Command ?? process.Command;
        process.HealthCheck = Merge(manifest.HealthCheck, process.HealthCheck) with
        {
            TimeoutSeconds = manifest.TimeoutSeconds ?? process.HealthCheck.TimeoutSeconds,
        };
        process.GraceSeconds = manifest.GraceSeconds ?? process.GraceSeconds;
        process.HasSpares = manifest.HasSpares ?? process.HasSpares;
        process.ReadinessHealthCheck = Merge(manifest.ReadinessHealthCheck, process.ReadinessHealthCheck);
        await session.UpdateProcessAsync(request.Caller, app, process);

        var scale = new ScaleBody
        {
            Instances = manifest.Instances,
            MemoryInMb = manifest.MemoryMb,
            DiskInMb = manifest.DiskMb,
            LogRateLimitInBytesPerSecond = manifest.LogRateLimitBytesPerSecond,
        };
        if (scale != new ScaleBody())
            await session.ScaleProcessAsync(request.Caller, app, process, scale);
    }

    private static HealthCheck Merge(HealthCheckManifest manifest, HealthCheck check) =>
        check with
        {
            Type = manifest.Type ?? check.Type,
            Endpoint = manifest.Endpoint ?? check.Endpoint,
            InvocationTimeoutSeconds = manifest.InvocationTimeoutSeconds ?? check.InvocationTimeoutSeconds,
            IntervalSeconds = manifest.IntervalSeconds ?? check.IntervalSeconds,
        };

    private static LifecycleBody LifecycleOf(AppManifest manifest) =>
        new()
        {
            Type = manifest.Docker is null ? manifest.Lifecycle : null,
            Data = new LifecycleDataBody { Buildpacks = manifest.Buildpacks?.ToList(), Stack = manifest.Stack },
        };

    private static MetadataBody? MetadataOf(AppManifest manifest) =>
        manifest.Metadata is { } metadata
            ? new MetadataBody { Labels = new(metadata.Labels), Annotations = new(metadata.Annotations) }
            : null;
}
