namespace Ingot.Sandbox.Trees;

/// <summary>
/// Puts a base's files into a tree's folder: as an overlay, whose changes go to the folder while the base is only read, or as a copy.
/// A hard link would not do, since who writes to it writes to the base.
/// </summary>
internal static class BaseScript
{
    /// <summary>For <c>cp</c>: everything as it is, by reference where the file system can.</summary>
    public static readonly IReadOnlyList<string> CopyOptions = ["-a", "--reflink=auto", "--"];

    /// <summary>Shell lines for the tree's root process.</summary>
    public static string Place(string template, string folder, bool shares) =>
        (shares ? Share(template, folder) : $"cp {string.Join(' ', CopyOptions)} {TreeLaunch.Quote(Path.Combine(template, "."))} {TreeLaunch.Quote(folder)}")
        + " || exit 1\n";

    /// <summary>One shell command. Names are relative and plain, because commas and colons in them would be read as separators.</summary>
    public static string Share(string template, string folder)
    {
        var parent = Path.GetDirectoryName(folder)!;
        var (lower, upper) = (Path.GetRelativePath(parent, template), Path.GetFileName(folder));
        var work = Path.GetFileName(SandboxRequest.WorkFolder(folder));
        return $"cd -- {TreeLaunch.Quote(parent)} && mkdir -p {work}"
            + $" && mount -t overlay -o {TreeLaunch.Quote($"nosuid,nodev,lowerdir={lower},upperdir={upper},workdir={work}")} overlay {upper}";
    }
}
