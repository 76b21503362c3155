using System.Collections.Concurrent;
using Ingot.Model.Apps;
using Ingot.Model.Builds;
using Ingot.Protocol.Cells;
using Ingot.Reconciler.Cells;
using Ingot.Reconciler.Settings;
using Ingot.Reconciler.Work;
using Ingot.Storage;

namespace Ingot.Reconciler.Staging;

/// <summary>Gives builds to cells, and takes finished ones off them.</summary>
internal sealed class StagingOrders(
    ReconcilerOptions options,
    PlatformDb db,
    ActualState actual,
    CellOrders orders,
    Background background
)
{
    private readonly ConcurrentDictionary<string, string> refusals = new();

    /// <summary>Why a cell would not take the build the last time, told once; null when it did.</summary>
    public string? TakeRefusal(string buildGuid) => refusals.TryRemove(buildGuid, out var reason) ? reason : null;

    /// <summary>Counts the task as running on the cell from now on, so that no other cell is given it.</summary>
    public async Task StageAsync(Build build, CellView cell, CancellationToken cancellationToken)
    {
        var staging = await db.ReadAsync(session => DescribeAsync(session, build), cancellationToken);
        if (staging is null)
            return;
        var running = new Protocol.Cells.TaskStatus { TaskGuid = build.Guid, Done = false };
        actual.Update(cell.Name, cell.Incarnation, view => view.WithOrdered(running), ActualChange.None);
        background.Run(async stopping =>
        {
            var refusal = await orders.GiveAsync(cell.Connection, (client, token) => client.StageAsync(staging, token), stopping);
            if (refusal is null)
                return;
            refusals[build.Guid] = refusal.Reason;
            actual.Update(cell.Name, cell.Incarnation, view => view.Without(build.Guid), ActualChange.None);
        });
    }

    public void Forget(CellView cell, string taskGuid)
    {
        refusals.TryRemove(taskGuid, out _);
        background.Run(stopping => orders.GiveAsync(cell.Connection, (client, token) => client.ForgetTaskAsync(taskGuid, token), stopping));
    }

    public void Cancel(CellView cell, string taskGuid) =>
        background.Run(stopping =>
            orders.GiveAsync(cell.Connection, (client, token) => client.CancelTaskAsync(taskGuid, token), stopping)
        );

    /// <summary>Null when the app has been deleted meanwhile, and the build with it.</summary>
    private async Task<StagingDescription?> DescribeAsync(DbSession session, Build build)
    {
        if (await session.FindAsync<App>(build.AppGuid) is not { } app)
            return null;
        var names = await session.FindFirstAsync<PlaceRow>(
            """
            select s.name space_name, o.name organization_name
            from spaces s join organizations o on o.guid = s.organization_guid
            where s.guid = @SpaceGuid
            """,
            new { app.SpaceGuid }
        );
        return new StagingDescription
        {
            TaskGuid = build.Guid,
            AppGuid = app.Guid,
            AppName = app.Name,
            SpaceName = names!.SpaceName,
            OrganizationName = names.OrganizationName,
            PackageGuid = build.PackageGuid,
            DropletGuid = build.DropletGuid,
            Buildpacks = build.Buildpacks,
            Environment = app.EnvironmentVariables,
            Stack = build.Stack,
            MemoryMb = build.StagingMemoryMb,
            DiskMb = build.StagingDiskMb,
            LogRateLimit = build.StagingLogRateLimit,
            TimeoutSeconds = (int)options.StagingTimeout.TotalSeconds,
        };
    }

    private sealed record PlaceRow
    {
        public required string SpaceName { get; init; }
        public required string OrganizationName { get; init; }
    }
}
