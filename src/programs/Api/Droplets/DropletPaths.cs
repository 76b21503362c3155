using System.Formats.Tar;
using Ingot.Api.Http;

namespace Ingot.Api.Droplets;

/// <summary>Judges a droplet's entries in their order, as the cell's <c>tar</c> does: what it would refuse lets every start fail.</summary>
internal sealed class DropletPaths
{
    /// <summary>Linux: PATH_MAX.</summary>
    private const int LongestPath = 4096;

    /// <summary>Linux: MAXSYMLINKS.</summary>
    private const int MostLinksInPath = 40;

    /// <summary>Characters of all links' paths and targets, which are kept in memory.</summary>
    private const int MostLinkCharacters = 16 << 20;

    private readonly Dictionary<string, string> links = [];
    private int linkCharacters;

    /// <exception cref="InvalidDataException">The entry leads out of the droplet, or is a device; the text names it.</exception>
    public void Add(TarEntry entry)
    {
        // Settings for the entries after it; some tools give it an absolute name.
        if (entry.EntryType == TarEntryType.GlobalExtendedAttributes)
            return;
        var name = Excerpt.Of(entry.Name);
        if (entry.EntryType is TarEntryType.BlockDevice or TarEntryType.CharacterDevice)
            throw new InvalidDataException($"'{name}' is a device");
        if (entry.Name.Length > LongestPath)
            throw new InvalidDataException($"'{name}' is longer than {LongestPath} characters");
        if (entry.Name.StartsWith('/') || PartsOf(entry.Name).Contains(".."))
            throw new InvalidDataException($"'{name}' leads out of the droplet; paths must be relative and without '..'");
        CheckWay(name, entry.Name);
        if (entry.EntryType == TarEntryType.HardLink)
        {
            if (LeadsOutside(entry.LinkName))
                throw new InvalidDataException($"'{name}' is a hard link to '{Excerpt.Of(entry.LinkName)}', which is outside of the droplet");
            CheckWay(name, entry.LinkName);
        }
        Remember(string.Join('/', PartsOf(entry.Name)), entry);
    }

    private void Remember(string path, TarEntry entry)
    {
        if (entry.EntryType == TarEntryType.SymbolicLink)
        {
            linkCharacters += path.Length + entry.LinkName.Length;
            if (linkCharacters > MostLinkCharacters)
                throw new InvalidDataException($"the paths of its links have more than {MostLinkCharacters} characters together");
            links[path] = entry.LinkName;
        }
        // A file takes the place of a link; a folder does not.
        else if (entry.EntryType != TarEntryType.Directory)
            links.Remove(path);
    }

    /// <summary>Follows the folders of a path. <c>tar</c> makes a link that is absolute or has <c>..</c> last of all, so nothing can lie behind one.</summary>
    private void CheckWay(string name, string path)
    {
        if (links.Count == 0)
            return;
        var ahead = new Stack<string>(PartsOf(path).Reverse());
        var (place, passed) = ("", 0);
        while (ahead.Count > 1)
        {
            var at = Path.Combine(place, ahead.Pop());
            if (!links.TryGetValue(at, out var target))
            {
                place = at;
                continue;
            }
            if (target.StartsWith('/') || PartsOf(target).Contains("..") || ++passed > MostLinksInPath)
                throw new InvalidDataException($"'{name}' lies behind the link '{Excerpt.Of(at)}' to '{Excerpt.Of(target)}', which may lead out of the droplet");
            foreach (var part in PartsOf(target).Reverse())
                ahead.Push(part);
        }
    }

    private static bool LeadsOutside(string target)
    {
        var depth = 0;
        return target.StartsWith('/') || PartsOf(target).Any(part => (depth += part == ".." ? -1 : 1) < 0);
    }

    private static string[] PartsOf(string path) => [.. path.Split('/').Where(part => part is not ("" or "."))];
}
