namespace Ingot.Lifecycle.Packages;

/// <summary>Follows symbolic links the way the kernel does, watching that they stay inside a folder.</summary>
internal static class LinkFence
{
    /// <summary>As many as Linux follows before it gives up.</summary>
    private const int MostLinks = 40;

    /// <summary>Whether no step of resolving <paramref name="path"/> leaves <paramref name="root"/>. A link to nothing stays inside.</summary>
    public static bool StaysInside(string root, string path)
    {
        var steps = new Stack<string>(Parts(Path.GetRelativePath(root, path)).Reverse());
        var at = new List<string>();
        var links = 0;
        while (steps.TryPop(out var step))
        {
            if (step == "..")
            {
                if (at.Count == 0)
                    return false;
                at.RemoveAt(at.Count - 1);
                continue;
            }

            at.Add(step);
            if (new FileInfo(Path.Combine([root, .. at])).LinkTarget is not { } target)
                continue;
            if (Path.IsPathRooted(target) || ++links > MostLinks)
                return false;
            at.RemoveAt(at.Count - 1);
            foreach (var part in Parts(target).Reverse())
                steps.Push(part);
        }

        return true;
    }

    private static IEnumerable<string> Parts(string path) => path.Split('/').Where(part => part is not ("" or "."));
}
