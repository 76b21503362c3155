using Ingot.Cell.Limits;
using Ingot.Cell.Settings;
using Ingot.Sandbox.Trees;
using Ingot.Sandbox.Users;
using Microsoft.Extensions.Logging;

namespace Ingot.Cell.Droplets;

/// <summary>
/// Droplets unpacked once for all their instances on the cell. One that no instance holds is kept for the next start, until all together
/// pass the size limit; then those go first that were let go first.
/// </summary>
internal sealed partial class DropletCache(CellOptions options, ILogger<DropletCache> logger)
{
    private readonly Lock changing = new();
    private readonly Dictionary<string, Entry> entries = [];
    private long turn;

    /// <summary>Takes part in an unpacked droplet until the result is disposed; cancelling leaves it to the others.</summary>
    /// <exception cref="IOException">It is missing or broken.</exception>
    public async Task<UnpackedDroplet> TakeAsync(string dropletGuid, uint? user, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (changing)
        {
            if (!entries.TryGetValue(dropletGuid, out entry!))
            {
                // A folder of its own for each attempt: what a broken or interrupted one leaves is never used.
                var folder = Path.Combine(options.DropletsFolder, $"{++turn}");
                entries[dropletGuid] = entry = new Entry(folder, Task.Run(() => UnpackAsync(dropletGuid, folder, user), CancellationToken.None));
            }
            entry.Users++;
        }
        try
        {
            var bytes = await entry.Unpacking.WaitAsync(cancellationToken);
            return new UnpackedDroplet(entry.Folder, bytes, () => Release(entry));
        }
        catch
        {
            Release(entry);
            throw;
        }
    }

    private async Task<long> UnpackAsync(string dropletGuid, string folder, uint? user)
    {
        using var archive = File.OpenHandle(options.DataDirectory.DropletPath(dropletGuid));
        // Only we may pass: an instance that found its way here could change what others start with.
        Directory.CreateDirectory(options.DropletsFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(folder);
        AppUser.GiveTo(folder, user);
        await TarArchive.UnpackAsync(archive, folder, user);
        return FolderSize.Of(folder);
    }

    private void Release(Entry entry)
    {
        List<Entry> gone;
        lock (changing)
        {
            entry.Users--;
            entry.ReleasedAt = ++turn;
            gone = Evict_NeedsLock();
        }
        foreach (var one in gone)
            Delete(one.Folder);
    }

    private List<Entry> Evict_NeedsLock()
    {
        var bytes = entries.Values.Sum(entry => entry.Bytes);
        var gone = new List<Entry>();
        foreach (var (guid, entry) in entries.Where(entry => entry.Value.IsIdle).OrderBy(entry => entry.Value.ReleasedAt).ToList())
        {
            if (bytes <= options.KeptDropletBytes && entry.Unpacking.IsCompletedSuccessfully)
                continue;
            entries.Remove(guid);
            bytes -= entry.Bytes;
            gone.Add(entry);
        }
        return gone;
    }

    private void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(folder, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The unpacked droplet {Folder} cannot be removed")]
    private partial void LogNotDeleted(string folder, Exception exception);

    /// <param name="Unpacking">Gives the bytes of its files.</param>
    private sealed record Entry(string Folder, Task<long> Unpacking)
    {
        public int Users { get; set; }
        public long ReleasedAt { get; set; }
        public long Bytes => Unpacking.IsCompletedSuccessfully ? Unpacking.Result : 0;
        public bool IsIdle => Users == 0 && Unpacking.IsCompleted;
    }
}

/// <summary>A droplet's files, to be left as they are. Disposing it tells that its instance needs them no more.</summary>
internal sealed class UnpackedDroplet(string folder, long bytes, Action release) : IDisposable
{
    private int released;

    public string Folder => folder;
    public long Bytes => bytes;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref released, 1) == 0)
            release();
    }
}
