namespace Ingot.Cell.Usage;

/// <summary>How much a folder holds, counted when asked and at most every 10 s.</summary>
internal sealed class FolderSize(string path, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        // A link may lead anywhere.
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    private readonly Lock counting = new();
    private long? countedAt;
    private long bytes;

    /// <summary>Bytes of all files; links count as nothing.</summary>
    public long Count()
    {
        lock (counting)
        {
            if (countedAt is { } then && time.GetElapsedTime(then) < Freshness)
                return bytes;
            bytes = Of(path);
            countedAt = time.GetTimestamp();
            return bytes;
        }
    }

    /// <summary>Bytes of all files in a folder now; 0 without the folder.</summary>
    public static long Of(string path)
    {
        var sum = 0L;
        try
        {
            foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", Everything))
                sum += Length(file);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            // It was removed meanwhile, or leads deeper than any path: what was found so far counts.
        }
        return sum;
    }

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
