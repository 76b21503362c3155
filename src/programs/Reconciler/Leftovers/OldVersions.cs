using Ingot.Reconciler.Cells;
using Ingot.Storage;

namespace Ingot.Reconciler.Leftovers;

/// <summary>Deletes the versions of processes that no process is to run and no instance runs.</summary>
internal sealed class OldVersions(PlatformDb db)
{
    /// <summary>Below the number of parameters a statement may have.</summary>
    private const int RowsPerStatement = 500;

    public async Task SweepAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var running = cluster.Instances.Select(instance => instance.Status.Version).ToHashSet();
        var undesired = await db.ReadAsync(session => session.QueryAsync<string>(Undesired), cancellationToken);
        foreach (var chunk in undesired.Where(version => !running.Contains(version)).Chunk(RowsPerStatement))
            await db.WriteAsync(
                session => session.ExecuteAsync($"delete from process_versions where version in @chunk and version in ({Undesired})", new { chunk }),
                cancellationToken
            );
    }

    private const string Undesired = """
        select version from process_versions
        where version not in (select version from processes where version is not null)
          and version not in (select stable_version from processes where stable_version is not null)
        """;
}
