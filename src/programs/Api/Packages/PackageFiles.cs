using System.IO.Compression;
using Ingot.Api.Resources;
using Ingot.Model.Packages;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Packages;

/// <summary>A file inside a package's zip, known by its content.</summary>
/// <param name="Sha1">Lower-case hex; what clients compute, CF v3 "Resource matches".</param>
internal sealed record PackageFile(string PackageGuid, string Path, string Sha1, long SizeBytes);

/// <summary>Knows which files are inside packages. Small ones are not worth asking for and are left out.</summary>
internal static class PackageFiles
{
    /// <summary>Reads the files of a zip that are worth matching.</summary>
    public static async Task<IReadOnlyList<PackageFile>> ReadAsync(string packageGuid, string file, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, PackageFile>();
        // A zip that unpacks without end costs no more than this.
        var left = Package.MaximumBytes;
        using var zip = ZipFile.OpenRead(file);
        foreach (var entry in zip.Entries.Where(entry => FileMatching.IsWorthwhile(entry.Length) && ZipModes.KindOf(entry) == ZipEntryKind.File))
        {
            left -= entry.Length;
            if (left < 0)
                break;
            await using var content = await entry.OpenAsync(cancellationToken);
            files[entry.FullName] = new PackageFile(packageGuid, entry.FullName, await FileMatching.Sha1Async(content, cancellationToken), entry.Length);
        }
        return [.. files.Values];
    }

    public static Task InsertFilesAsync(this DbSession session, IReadOnlyList<PackageFile> files) =>
        session.ExecuteAsync(
            "insert into package_files (package_guid, path, sha1, size_bytes) values (@PackageGuid, @Path, @Sha1, @SizeBytes)",
            files
        );

    /// <summary>One file for each content that is in a package the caller may read: whoever knows a hash does not get a stranger's file by it.</summary>
    public static async Task<IReadOnlyDictionary<(string Sha1, long SizeBytes), PackageFile>> FindFilesAsync(
        this DbSession session,
        Caller caller,
        IEnumerable<string> sha1s
    )
    {
        var found = await session.QueryAsync<PackageFile>(
            $"""
            select f.package_guid, f.path, f.sha1, f.size_bytes
            from package_files f join packages r on r.guid = f.package_guid
            where f.sha1 in @sha1s and {Visible.Rows(Visible.OfApp("r.app_guid"), caller)}
            order by r.created_at, f.path
            """,
            new { sha1s = sha1s.Distinct().ToArray(), caller = caller.UserGuid }
        );
        return found.GroupBy(file => (file.Sha1, file.SizeBytes)).ToDictionary(same => same.Key, same => same.Last());
    }
}
