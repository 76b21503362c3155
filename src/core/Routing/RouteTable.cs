using System.Collections.Immutable;

namespace Ingot.Routing;

/// <summary>
/// Which route answers a host and path: immutable, built whole, replaced whole. Hosts and paths are compared without regard to case,
/// as in CF. A lookup allocates nothing.
/// </summary>
public sealed class RouteTable
{
    /// <summary>Of a host, positions in <see cref="Entries"/>, the longest path first.</summary>
    private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> hosts;
    private readonly bool hasWildcards;

    public RouteTable(IEnumerable<RouteEntry> entries)
    {
        Entries = [.. entries];
        var byHost = new Dictionary<string, int[]>(Entries.Length, StringComparer.OrdinalIgnoreCase);
        for (var position = 0; position < Entries.Length; position++)
        {
            var host = Entries[position].Host;
            byHost[host] = byHost.TryGetValue(host, out var known) ? [.. known, position] : [position];
            hasWildcards |= host.StartsWith("*.", StringComparison.Ordinal);
        }
        foreach (var positions in byHost.Values)
        {
            if (positions.Length > 1)
                Array.Sort(positions, CompareByPath);
        }
        hosts = byHost.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public ImmutableArray<RouteEntry> Entries { get; }

    /// <summary>
    /// The position in <see cref="Entries"/> of the route that answers, or -1. The longest path with endpoints wins; a route without any is
    /// found only when every other match has none either. Wildcards count only when the exact host has no match, nearest label first.
    /// </summary>
    /// <param name="host">Without port.</param>
    /// <param name="path">Without query.</param>
    public int Find(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        var found = FindExact(host, path);
        return found >= 0 || !hasWildcards ? found : FindWildcard(host, path);
    }

    private int FindWildcard(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        // Built on the stack, so that `a.b.c` becomes `*.b.c` without a new string.
        const int LongestName = 255;
        if (host.Length > LongestName)
            return -1;
        Span<char> pattern = stackalloc char[LongestName + 1];
        for (var dot = host.IndexOf('.'); dot >= 0; )
        {
            var rest = host[dot..];
            pattern[0] = '*';
            rest.CopyTo(pattern[1..]);
            var found = FindExact(pattern[..(rest.Length + 1)], path);
            if (found >= 0)
                return found;
            var next = rest[1..].IndexOf('.');
            dot = next < 0 ? -1 : dot + 1 + next;
        }
        return -1;
    }

    private int FindExact(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        if (!hosts.TryGetValue(host, out var positions))
            return -1;
        var withoutEndpoints = -1;
        foreach (var position in positions)
        {
            var entry = Entries[position];
            if (!Covers(entry.Path, path))
                continue;
            if (entry.Endpoints.Count > 0)
                return position;
            if (withoutEndpoints < 0)
                withoutEndpoints = position;
        }
        return withoutEndpoints;
    }

    /// <summary>True when <paramref name="path"/> is <paramref name="prefix"/> or below it, segment by segment.</summary>
    private static bool Covers(string prefix, ReadOnlySpan<char> path) =>
        path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        && (path.Length == prefix.Length || prefix.Length == 0 || path[prefix.Length] == '/');

    private int CompareByPath(int left, int right)
    {
        var byLength = Entries[right].Path.Length.CompareTo(Entries[left].Path.Length);
        return byLength != 0 ? byLength : left.CompareTo(right);
    }
}
