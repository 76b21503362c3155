using Ingot.Cli.Failures;

namespace Ingot.Cli.Pushing;

/// <summary>One thing to upload, as it was at the start of the push.</summary>
/// <param name="Path">Relative to the app's directory, with <c>/</c>.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="LinkTarget">Where a symbolic link points to; null for anything else.</param>
internal sealed record AppFile(string Path, string FullPath, bool IsDirectory, UnixFileMode Mode, string? LinkTarget)
{
    private const UnixFileMode EveryPermission = (UnixFileMode)0b111_111_111;

    /// <summary>0 for what is no regular file.</summary>
    public long SizeBytes { get; private init; }

    /// <summary>In UTC.</summary>
    public DateTime ChangedAt { get; private init; }

    public static AppFile Of(FileSystemInfo entry, string path)
    {
        var target = entry.LinkTarget;
        try
        {
            return new AppFile(path, entry.FullName, target is null && entry is DirectoryInfo, target is null ? entry.UnixFileMode : EveryPermission, target)
            {
                SizeBytes = target is null && entry is FileInfo file ? file.Length : 0,
                ChangedAt = entry.LastWriteTimeUtc,
            };
        }
        catch (FileNotFoundException)
        {
            throw Gone(entry.FullName);
        }
    }

    /// <summary>An archive, links followed.</summary>
    public static AppFile OfArchive(string path)
    {
        var file = new FileInfo(path);
        return Of(file.ResolveLinkTarget(returnFinalTarget: true) ?? file, file.Name);
    }

    /// <summary>What the official client says.</summary>
    public CommandException Modified() =>
        new($"Aborting push: File {FullPath} has been modified since the start of push. Validate the correct state of the file and try again.");

    /// <summary>Says why the file could not be read.</summary>
    public CommandException Unreadable(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => Gone(FullPath),
        _ => new($"Aborting push: File {FullPath} cannot be read: {failure.Message} Make it readable or list it in .cfignore, and try again."),
    };

    private static CommandException Gone(string path) =>
        new($"Aborting push: File {path} is gone since the start of push. Validate the correct state of the file and try again.");
}
