using Ingot.Cell.Runs;
using Ingot.Hosting;
using Ingot.Protocol.Cells;
using Ingot.Sandbox.Users;

namespace Ingot.Cell.Staging;

/// <summary>The files of one staging, in a folder of its own: what the builder gets and what it leaves.</summary>
internal sealed class StagingFiles(StagingDescription staging, InstanceFolder folder, DataDirectory store)
{
    /// <summary>What the builder left must not fill the store: CF keeps no larger cache, and ours packs no more than half of it.</summary>
    private const long MaximumCacheBytes = 1L << 30;

    public string Droplet => In("droplet.tgz");
    public string Result => In("result.json");
    private string Package => In("package.zip");
    private string CacheIn => In("cache-in.tgz");
    private string CacheOut => In("cache-out.tgz");

    /// <summary>What <c>ingot stage</c> is told.</summary>
    public IReadOnlyList<string> Arguments =>
        [
            "--package",
            Package,
            "--droplet",
            Droplet,
            "--result",
            Result,
            "--work",
            In("work"),
            "--cache-in",
            CacheIn,
            "--cache-out",
            CacheOut,
            .. staging.Buildpacks.SelectMany(name => (string[])["--buildpack", name]),
        ];

    /// <summary>The package's size. What is in the store is closed to the app's user, so he gets a copy.</summary>
    public Task<long> FetchPackageAsync(CancellationToken cancellationToken) =>
        FetchAsync(store.PackagePath(staging.PackageGuid), Package, cancellationToken);

    /// <summary>The size of the cache the app's last staging left, or null.</summary>
    public async Task<long?> FetchCacheAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FetchAsync(store.BuildCachePath(staging.AppGuid), CacheIn, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Keeps the cache for the app's next staging. Its size, or null when it has not changed.</summary>
    public async Task<long?> KeepCacheAsync()
    {
        using var cache = OwnedFile.FindForReading(CacheOut);
        if (cache is null || RandomAccess.GetLength(cache) > MaximumCacheBytes)
            return null;
        return (await StoredFile.WriteAsync(cache, store.BuildCachePath(staging.AppGuid))).Bytes;
    }

    private async Task<long> FetchAsync(string stored, string copied, CancellationToken cancellationToken)
    {
        await using var source = File.OpenRead(stored);
        await using (var copy = File.Create(copied))
            await source.CopyToAsync(copy, cancellationToken);
        AppUser.GiveTo(copied, AppUser.Find(staging.AppGuid));
        return source.Length;
    }

    private string In(string name) => Path.Combine(folder.Path, name);
}
