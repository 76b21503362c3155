using System.Text;

namespace Ingot.Sandbox.Trees;

/// <summary>
/// Makes folders reachable that lie below one closed to other users, such as /root: in the tree's own mount namespace the closed
/// folder is covered by an empty one, and only what is needed is bound into it.
/// </summary>
internal static class ReachableFolders
{
    /// <summary>Shell lines for the tree's root process; empty when everybody may pass anyway.</summary>
    public static string Script(IEnumerable<string> folders)
    {
        var script = new StringBuilder();
        foreach (var group in folders.Where(Directory.Exists).Distinct().GroupBy(FindClosedParent).Where(group => group.Key is not null))
        {
            // Opened first: their names lead nowhere once the parent is covered.
            var number = 20;
            foreach (var folder in group)
                script.Append($"exec {number++}<{TreeLaunch.Quote(folder)} || exit 1\n");
            script.Append($"mount -t tmpfs -o mode=0711,size=256k tmpfs {TreeLaunch.Quote(group.Key!)} || exit 1\n");
            number = 20;
            foreach (var folder in group)
            {
                script.Append($"mkdir -p {TreeLaunch.Quote(folder)} && mount -c --bind /proc/self/fd/{number} {TreeLaunch.Quote(folder)} || exit 1\n");
                script.Append($"exec {number++}<&-\n");
            }
        }
        return script.ToString();
    }

    /// <summary>The first folder from the root, above this one, through which other users may not pass.</summary>
    private static string? FindClosedParent(string folder)
    {
        string? closed = null;
        for (var parent = Path.GetDirectoryName(Path.GetFullPath(folder)); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (!File.GetUnixFileMode(parent).HasFlag(UnixFileMode.OtherExecute))
                closed = parent;
        }
        return closed;
    }
}
