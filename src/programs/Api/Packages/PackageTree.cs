using System.IO.Compression;
using Ingot.Api.Http;
using Ingot.Model.Packages;

namespace Ingot.Api.Packages;

/// <summary>The paths of a package together: whether one folder can hold them all.</summary>
internal static class PackageTree
{
    /// <summary>Stands for the slash before every part of a path. No name has it, and it sorts what is in a folder right behind the folder.</summary>
    private const char Slash = '\0';

    private static readonly Place Root = new("", "", ZipEntryKind.Folder);

    /// <summary>The first path that is in the way of another, in words; null when there is room for all.</summary>
    public static string? FindClash(IEnumerable<ZipArchiveEntry> entries)
    {
        var places = entries.Select(entry => new Place(PathOf(entry), entry.FullName, ZipModes.KindOf(entry))).Prepend(Root).ToList();
        places.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        Place? leaf = null;
        for (var at = 1; at < places.Count; at++)
        {
            var (before, place) = (places[at - 1], places[at]);
            // A file that comes twice overwrites itself.
            if (before.Path == place.Path && (before.Kind != place.Kind || place.Kind == ZipEntryKind.Link))
                return $"'{Excerpt.Of(place.Name)}' comes twice, as {Words(before.Kind)} and as {Words(place.Kind)}";
            var isBelow = leaf is not null && place.Path.StartsWith(leaf.Path + Slash, StringComparison.Ordinal);
            // Links are made last, so one may lie behind another.
            if (isBelow && !(leaf!.Kind == ZipEntryKind.Link && place.Kind == ZipEntryKind.Link))
                return $"'{Excerpt.Of(place.Name)}' lies in '{Excerpt.Of(leaf.Name)}', which is {Words(leaf.Kind)} and not a folder";
            if (!isBelow && place.Kind != ZipEntryKind.Folder)
                leaf = place;
        }
        return null;
    }

    private static string PathOf(ZipArchiveEntry entry) =>
        string.Concat(entry.FullName.Split('/').Where(part => part is not ("" or ".")).Select(part => Slash + part));

    private static string Words(ZipEntryKind kind) =>
        kind switch
        {
            ZipEntryKind.Folder => "a folder",
            ZipEntryKind.Link => "a link",
            _ => "a file",
        };

    private sealed record Place(string Path, string Name, ZipEntryKind Kind);
}
