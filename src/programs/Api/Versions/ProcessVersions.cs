using Ingot.Api.Http;
using Ingot.Model.Apps;
using Ingot.Model.Droplets;
using Ingot.Model.Processes;
using Ingot.Model.Revisions;
using Ingot.Storage;

namespace Ingot.Api.Versions;

/// <summary>Freezes what processes run.</summary>
internal static class ProcessVersions
{
    public static Task<IReadOnlyList<AppProcess>> ProcessesOfAsync(this DbSession session, string appGuid) =>
        session.QueryAsync<AppProcess>("select * from processes where app_guid = @appGuid order by created_at, guid", new { appGuid });

    /// <summary>Gives every process of an app a fresh version of its configuration and the app's current droplet.</summary>
    public static async Task WriteVersionsAsync(this DbSession session, App app, Revision? revision)
    {
        var droplet = await session.DropletOfAsync(app);
        foreach (var process in await session.ProcessesOfAsync(app.Guid))
            await session.WriteVersionAsync(app, process, droplet, revision);
    }

    /// <summary>The same, and has what the processes run now serve until the fresh version does.</summary>
    public static async Task WriteNextVersionsAsync(this DbSession session, App app, Revision? revision)
    {
        var droplet = await session.DropletOfAsync(app);
        foreach (var process in await session.ProcessesOfAsync(app.Guid))
        {
            process.StableVersion ??= process.Version;
            await session.WriteVersionAsync(app, process, droplet, revision);
        }
    }

    /// <summary>
    /// For a process of a started app that has never run, such as one a manifest has just named. Without a command it waits for the
    /// droplet that brings one: a push applies its manifest before it stages.
    /// </summary>
    public static async Task WriteVersionIfNeverRunAsync(this DbSession session, App app, AppProcess process)
    {
        if (app.State != AppStates.Started || process.Version is not null || process.Instances == 0)
            return;
        var droplet = await session.DropletOfAsync(app);
        if (process.Command is not null || droplet.ProcessTypes.ContainsKey(process.Type))
            await session.WriteVersionAsync(app, process, droplet, revision: null);
    }

    private static async Task<Droplet> DropletOfAsync(this DbSession session, App app) =>
        await session.FindAsync<Droplet>(app.CurrentDropletGuid ?? "")
        ?? throw Errors.Unprocessable.With("Assign a droplet before starting this app.");

    private static async Task WriteVersionAsync(this DbSession session, App app, AppProcess process, Droplet droplet, Revision? revision)
    {
        var command = process.Command ?? droplet.ProcessTypes.GetValueOrDefault(process.Type);
        if (command is null && process.Instances > 0)
            throw Errors.Unprocessable.With($"No start command specified for process type '{process.Type}' by the buildpack or the app. Give it a command, or 0 instances.");
        if (command is null)
        {
            process.Version = null;
            await session.UpdateAsync(process);
            return;
        }
        var version = new ProcessVersion
        {
            Version = Guid.NewGuid().ToString(),
            ProcessGuid = process.Guid,
            DropletGuid = droplet.Guid,
            RevisionGuid = revision?.Guid,
            Command = command,
            Environment = app.EnvironmentVariables,
            MemoryMb = process.MemoryMb,
            DiskMb = process.DiskMb,
            LogRateLimit = process.LogRateLimit,
            HealthCheck = process.HealthCheck,
            ReadinessHealthCheck = process.ReadinessHealthCheck,
            GraceSeconds = process.GraceSeconds,
            CreatedAt = session.Now,
        };
        await session.InsertAsync(version);
        process.Version = version.Version;
        await session.UpdateAsync(process);
    }
}
