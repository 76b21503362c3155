using Ingot.LogCache.Lines;

namespace Ingot.LogCache.Tests.Lines;

/// <summary>Runs when no other test does, since it measures the whole heap.</summary>
[Collection(nameof(AppLinesMemoryTests))]
[CollectionDefinition(nameof(AppLinesMemoryTests), DisableParallelization = true)]
public sealed class AppLinesMemoryTests
{
    [Fact]
    public void Memory_stays_within_its_bound_whatever_the_lines_length()
    {
        var small = new AppLines(Some.App, new LogCacheOptions { BytesPerApp = 1 << 20 });
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var number = 0; number < 400_000; number++)
            small.Add(Some.Line(number % 1000 == 0 ? new string('x', 60_000) : "x", number), Some.Now);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 2 << 20);
        Assert.Equal(399_999, small.Newest);
    }
}
