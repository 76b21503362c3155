using System.Text.Json.Nodes;
using Ingot.Model.Apps;
using Ingot.Model.AuditEvents;
using Ingot.Model.Builds;
using Ingot.Model.Droplets;
using Ingot.Protocol.Cells;
using Ingot.Storage;

namespace Ingot.Reconciler.Staging;

/// <summary>Writes down how a build ended: its state, the droplet it made, the audit events.</summary>
internal sealed class BuildResults(PlatformDb db)
{
    /// <summary>Builds that are to be staged, oldest first.</summary>
    public Task<IReadOnlyList<Build>> UnfinishedAsync(CancellationToken cancellationToken) =>
        db.ReadAsync(
            session =>
                session.QueryAsync<Build>(
                    "select * from builds where state = @state order by created_at, guid",
                    new { state = BuildStates.Staging }
                ),
            cancellationToken
        );

    /// <summary>Enters a finished task's result. A build that is finished or deleted stays as it is.</summary>
    public Task FinishAsync(Protocol.Cells.TaskStatus task, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async session =>
            {
                if (await session.FindAsync<Build>(task.TaskGuid) is not { State: BuildStates.Staging } build)
                    return;
                if (task.Staged is not { } staged)
                {
                    await FailAsync(session, build, task.FailureReason ?? StagingErrors.Unknown);
                    return;
                }
                await session.InsertAsync(DropletOf(build, staged));
                build.State = BuildStates.Staged;
                await session.UpdateAsync(build);
                await WriteEventAsync(session, build, "audit.app.droplet.create", ("droplet_guid", build.DropletGuid));
                await WriteEventAsync(session, build, "audit.app.build.staged", ("build_guid", build.Guid));
            },
            cancellationToken
        );

    public Task FailAsync(string buildGuid, string error, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async session =>
            {
                if (await session.FindAsync<Build>(buildGuid) is { State: BuildStates.Staging } build)
                    await FailAsync(session, build, error);
            },
            cancellationToken
        );

    private static async Task FailAsync(DbSession session, Build build, string error)
    {
        build.State = BuildStates.Failed;
        build.Error = error;
        await session.UpdateAsync(build);
        await WriteEventAsync(session, build, "audit.app.build.failed", ("build_guid", build.Guid));
    }

    private static Droplet DropletOf(Build build, StagingResult staged) =>
        new()
        {
            Guid = build.DropletGuid,
            AppGuid = build.AppGuid,
            LifecycleType = build.LifecycleType,
            Buildpacks =
            [
                .. staged.Buildpacks.Select(buildpack => new DropletBuildpack(
                    buildpack.Name,
                    buildpack.DetectOutput,
                    buildpack.Name,
                    buildpack.Version
                )),
            ],
            Stack = build.Stack,
            ExecutionMetadata = staged.ExecutionMetadata,
            ProcessTypes = new Dictionary<string, string>(staged.ProcessTypes),
            Sha256 = staged.Sha256,
            SizeBytes = staged.SizeBytes,
            PackageGuid = build.PackageGuid,
        };

    private static async Task WriteEventAsync(DbSession session, Build build, string type, (string Name, string Guid) subject)
    {
        if (await session.FindAsync<App>(build.AppGuid) is not { } app)
            return;
        var data = new JsonObject { [subject.Name] = subject.Guid, ["package_guid"] = build.PackageGuid };
        await session.InsertAsync(
            new AuditEvent
            {
                Guid = Guid.NewGuid().ToString(),
                Type = type,
                ActorGuid = build.CreatedByGuid,
                ActorType = "user",
                ActorName = build.CreatedByName,
                TargetGuid = app.Guid,
                TargetType = "app",
                TargetName = app.Name,
                Data = data.ToJsonString(),
                SpaceGuid = app.SpaceGuid,
                OrganizationGuid = await session.ScalarAsync<string?>(
                    "select organization_guid from spaces where guid = @SpaceGuid",
                    new { app.SpaceGuid }
                ),
            }
        );
    }
}
