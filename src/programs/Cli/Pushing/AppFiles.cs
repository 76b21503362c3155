using Ingot.Cli.Failures;

namespace Ingot.Cli.Pushing;

/// <summary>One thing to upload.</summary>
/// <param name="Path">Relative to the app's directory, with <c>/</c>.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="LinkTarget">Where a symbolic link points to; null for anything else.</param>
internal sealed record AppFile(string Path, string FullPath, bool IsDirectory, UnixFileMode Mode, string? LinkTarget)
{
    /// <summary>0 for what is no regular file.</summary>
    public long SizeBytes { get; init; }
}

/// <summary>Lists what of an app's directory is uploaded.</summary>
internal static class AppFiles
{
    /// <summary>Directories come before what they hold.</summary>
    public static IReadOnlyList<AppFile> List(string directory)
    {
        var rules = IgnoreRules.Of(directory);
        var files = new List<AppFile>();
        Walk(new DirectoryInfo(directory), "", rules, files);
        RefuseWhatIsNoFile(files);
        return files;
    }

    /// <summary>Pipes, sockets and devices have no size, so that few files need a second look.</summary>
    private static void RefuseWhatIsNoFile(List<AppFile> files)
    {
        var refused = files.Where(file => file is { IsDirectory: false, LinkTarget: null, SizeBytes: 0 } && !FileKinds.IsRegular(file.FullPath)).ToList();
        if (refused.Count > 0)
        {
            throw new CommandException(string.Join("\n", refused.Select(file => $"{file.Path} is neither a file, a folder nor a link; list it in .cfignore")));
        }
    }

    private static void Walk(DirectoryInfo directory, string prefix, IgnoreRules rules, List<AppFile> files)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var path = prefix + entry.Name;
            var isIgnored = rules.Ignores(path);
            if (entry.LinkTarget is { } target)
            {
                if (!isIgnored)
                {
                    files.Add(new AppFile(path, entry.FullName, IsDirectory: false, (UnixFileMode)0b111_111_111, target));
                }
            }
            else if (entry is DirectoryInfo below)
            {
                if (!isIgnored)
                {
                    files.Add(new AppFile(path, entry.FullName, IsDirectory: true, entry.UnixFileMode, LinkTarget: null));
                }
                if (!isIgnored || !rules.CanSkipDirectories)
                {
                    Walk(below, $"{path}/", rules, files);
                }
            }
            else if (!isIgnored)
            {
                files.Add(new AppFile(path, entry.FullName, IsDirectory: false, entry.UnixFileMode, LinkTarget: null) { SizeBytes = ((FileInfo)entry).Length });
            }
        }
    }
}
