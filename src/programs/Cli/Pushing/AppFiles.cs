using Ingot.Cli.Failures;

namespace Ingot.Cli.Pushing;

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
            if (!isIgnored)
            {
                files.Add(AppFile.Of(entry, path));
            }
            if (entry is DirectoryInfo { LinkTarget: null } below && (!isIgnored || !rules.CanSkipDirectories))
            {
                Walk(below, $"{path}/", rules, files);
            }
        }
    }
}
