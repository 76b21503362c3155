using Ingot.Hosting;
using Ingot.Model.Builds;
using Ingot.Storage;

namespace Ingot.Reconciler.Leftovers;

/// <summary>Deletes files of the blob store that belong to no row: their row was deleted, or never written.</summary>
internal sealed class StoredFiles(PlatformDb db, DataDirectory directory, TimeProvider time)
{
    private const string Packages = "select guid from packages";
    private const string BuildCaches = "select guid from apps";

    /// <summary>Also those that a build under way is about to have, and those an app runs though the row has been deleted.</summary>
    private const string Droplets = """
        select guid from droplets
        union select droplet_guid from builds where state = @Staging
        union select v.droplet_guid from process_versions v join processes p on v.version in (p.version, p.stable_version)
        """;

    private readonly DateTimeOffset startedAt = time.GetUtcNow();

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await SweepAsync(directory.Packages, Packages, cancellationToken);
        await SweepAsync(directory.Droplets, Droplets, cancellationToken);
        await SweepAsync(directory.BuildCaches, BuildCaches, cancellationToken);
    }

    /// <summary>The files are listed before the rows: a row is there before its file, so a file without a row has lost it.</summary>
    private async Task SweepAsync(string folder, string rows, CancellationToken cancellationToken)
    {
        var files = new DirectoryInfo(folder).GetFiles();
        if (files.Length == 0)
            return;
        var guids = await db.ReadAsync(session => session.QueryAsync<string>(rows, new { BuildStates.Staging }), cancellationToken);
        var known = guids.ToHashSet();
        foreach (var file in files.Where(file => IsLeftover(file, known)))
            file.Delete();
    }

    /// <summary>Files are named GUID.KIND. An upload on its way has no guid yet; one from before our start has nobody who goes on with it.</summary>
    private bool IsLeftover(FileInfo file, HashSet<string> known) =>
        file.Name.Split('.')[0] is { Length: > 0 } guid ? !known.Contains(guid) : file.LastWriteTimeUtc < startedAt.UtcDateTime;
}
