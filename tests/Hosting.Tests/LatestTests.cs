namespace Ingot.Hosting.Tests;

public sealed class LatestTests
{
    [Fact]
    public async Task A_busy_reader_gets_the_newest_value_and_skips_the_others()
    {
        var latest = new Latest<string>("one");
        await using var reader = latest.WatchAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal("one", reader.Current);

        latest.Update(_ => "two");
        latest.Update(_ => "three");

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal("three", reader.Current);
    }
}
