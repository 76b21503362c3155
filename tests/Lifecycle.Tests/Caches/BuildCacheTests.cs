using Ingot.Lifecycle.Caches;
using Ingot.Lifecycle.Commands;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Caches;

public sealed class BuildCacheTests : IDisposable
{
    private static readonly StagingLog Log = new(TextWriter.Null);
    private readonly TempDirectory temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void What_a_buildpack_leaves_is_there_the_next_time()
    {
        var first = BuildCache.Open(temp.Combine("one"), archive: null);
        temp.Write(Path.Combine(first.FolderOf("nodejs_buildpack"), "npm/index"), "known");

        first.Save(["nodejs_buildpack"], temp.Combine("cache.tgz"), Log);
        var second = BuildCache.Open(temp.Combine("two"), temp.Combine("cache.tgz"));

        Assert.Equal("known", File.ReadAllText(Path.Combine(second.FolderOf("nodejs_buildpack"), "npm/index")));
    }

    [Fact]
    public void What_has_not_changed_is_not_written_again()
    {
        var cache = BuildCache.Open(temp.Combine("one"), archive: null);
        cache.FolderOf("nodejs_buildpack");

        cache.Save(["nodejs_buildpack"], temp.Combine("cache.tgz"), Log);

        Assert.False(File.Exists(temp.Combine("cache.tgz")));
    }

    [Fact]
    public void A_buildpack_that_no_longer_takes_part_loses_its_cache()
    {
        var first = BuildCache.Open(temp.Combine("one"), archive: null);
        temp.Write(Path.Combine(first.FolderOf("python_buildpack"), "wheel"), "old");
        first.Save(["python_buildpack"], temp.Combine("cache.tgz"), Log);

        var second = BuildCache.Open(temp.Combine("two"), temp.Combine("cache.tgz"));
        second.Save(["nodejs_buildpack"], temp.Combine("later.tgz"), Log);
        var third = BuildCache.Open(temp.Combine("three"), temp.Combine("later.tgz"));

        Assert.Empty(Directory.GetFileSystemEntries(third.FolderOf("python_buildpack")));
    }

    [Fact]
    public void A_cache_that_has_grown_too_big_is_emptied()
    {
        var cache = BuildCache.Open(temp.Combine("one"), archive: null);
        using (var file = File.Create(Path.Combine(cache.FolderOf("nodejs_buildpack"), "sparse")))
            file.SetLength(600L << 20);
        using var said = new StringWriter();

        cache.Save(["nodejs_buildpack"], temp.Combine("cache.tgz"), new StagingLog(said));

        Assert.Contains("The build cache has grown over 512M and is emptied.", said.ToString(), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(temp.Combine("cache.tgz")).Length, 0, 1000);
    }

    [Theory]
    [InlineData("no archive at all")]
    [InlineData("")]
    public void A_damaged_archive_counts_as_none(string content)
    {
        var archive = temp.Write("cache.tgz", content);

        var cache = BuildCache.Open(temp.Combine("one"), archive);

        Assert.Empty(Directory.GetFileSystemEntries(cache.FolderOf("nodejs_buildpack")));
    }
}
