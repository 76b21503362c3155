using System.Diagnostics;

namespace Ingot.Routing.Tests;

public sealed class RouteTableTests
{
    [Theory]
    [InlineData("shop.test", "/", "shop.test ")]
    [InlineData("SHOP.test", "/", "shop.test ")]
    [InlineData("shop.test", "/api", "shop.test /api")]
    [InlineData("shop.test", "/API/v2/items", "shop.test /api/v2")]
    [InlineData("shop.test", "/api/v20", "shop.test /api")]
    [InlineData("shop.test", "/apis", "shop.test ")]
    [InlineData("a.shop.test", "/", "*.shop.test ")]
    [InlineData("a.b.shop.test", "/", "*.shop.test ")]
    [InlineData("a.wild.shop.test", "/", "*.wild.shop.test ")]
    [InlineData("a.shop.test", "/only", "*.shop.test /only")]
    [InlineData("other.test", "/", "*.test ")]
    [InlineData("pathonly.test", "/deep/er", "pathonly.test /deep")]
    [InlineData("pathonly.test", "/", "*.test ")]
    [InlineData("test", "/", null)]
    [InlineData("", "/", null)]
    [InlineData("nowhere.example", "/", null)]
    public void The_nearest_host_and_the_longest_path_win(string host, string path, string? expected)
    {
        var table = new RouteTable(
            [
                Route("shop.test", ""),
                Route("shop.test", "/api"),
                Route("shop.test", "/api/v2"),
                Route("*.shop.test", ""),
                Route("*.shop.test", "/only"),
                Route("*.wild.shop.test", ""),
                Route("*.test", ""),
                Route("pathonly.test", "/deep"),
            ]
        );

        var position = table.Find(host, path);

        Assert.Equal(expected, position < 0 ? null : $"{table.Entries[position].Host} {table.Entries[position].Path}");
    }

    [Fact]
    public void A_shorter_path_with_endpoints_goes_before_a_longer_one_without()
    {
        var table = new RouteTable([Route("shop.test", "/api", endpoints: 0), Route("shop.test", ""), Route("empty.test", "", endpoints: 0)]);

        Assert.Equal(1, table.Find("shop.test", "/api/v1"));
        Assert.Equal(2, table.Find("empty.test", "/"));
    }

    /// <summary>The law: lookup equals the plain reading of the rules, for any table and request over a small alphabet.</summary>
    [Fact]
    public void Lookup_agrees_with_the_rules_spelled_out()
    {
        var random = new Random(4711);
        for (var round = 0; round < 2_000; round++)
        {
            var entries = Enumerable.Range(0, random.Next(6)).Select(_ => AnyRoute(random)).DistinctBy(entry => (entry.Host, entry.Path)).ToArray();
            var table = new RouteTable(entries);
            var (host, path) = (Labels(random, wildcard: false), Path(random));

            Assert.Equal(Expected(entries, host, path), table.Find(host, path is "" ? "/" : path));
        }
    }

    [Fact]
    public void A_lookup_among_100000_hosts_allocates_nothing_and_is_fast()
    {
        var table = new RouteTable(Enumerable.Range(0, 100_000).Select(number => Route($"app-{number}.test", "")).Append(Route("*.wild.test", "")));
        string[] hosts = ["app-0.test", "app-99999.test", "a.wild.test", "unknown.example"];
        foreach (var host in hosts)
            table.Find(host, "/some/path");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        for (var lookup = 0; lookup < 100_000; lookup++)
            table.Find(hosts[lookup % hosts.Length], "/some/path");
        var elapsed = Stopwatch.GetElapsedTime(started);

        // Recompiling the hot method costs some bytes once.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
        // A few hundred nanoseconds each; the bound only catches a lookup that walks the table.
        Assert.True(elapsed < TimeSpan.FromSeconds(1), $"100,000 lookups took {elapsed}");
    }

    private static int Expected(RouteEntry[] entries, string host, string path)
    {
        for (var candidate = host; ; )
        {
            var matches = entries
                .Where(entry => entry.Host == candidate && (entry.Path == "" || path == entry.Path || path.StartsWith(entry.Path + "/")))
                .OrderByDescending(entry => entry.Endpoints.Count > 0)
                .ThenByDescending(entry => entry.Path.Length)
                .ToArray();
            if (matches.Length > 0)
                return Array.IndexOf(entries, matches[0]);
            var rest = candidate.StartsWith("*.") ? candidate[2..] : candidate;
            if (!rest.Contains('.'))
                return -1;
            candidate = "*" + rest[rest.IndexOf('.')..];
        }
    }

    private static RouteEntry AnyRoute(Random random) => Route(Labels(random, wildcard: random.Next(2) == 0), Path(random), random.Next(2));

    private static string Labels(Random random, bool wildcard)
    {
        var labels = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => random.Next(2) == 0 ? "a" : "b");
        return string.Join('.', wildcard ? labels.Prepend("*") : labels);
    }

    private static string Path(Random random) => string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(2) == 0 ? "/x" : "/xx"));

    private static RouteEntry Route(string host, string path, int endpoints = 1) =>
        new(host, path, [.. Enumerable.Range(0, endpoints).Select(index => new RouteEndpoint($"i{index}", "app", "process", index, "z1-0", "127.0.0.1", 1))]);
}
