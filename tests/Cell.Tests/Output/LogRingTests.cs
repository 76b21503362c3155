using Ingot.Cell.Output;
using Ingot.Protocol.Logs;

namespace Ingot.Cell.Tests.Output;

public sealed class LogRingTests
{
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_are_numbered_from_one_and_read_from_where_the_reader_was()
    {
        var ring = new LogRing();
        Add(ring, "a", "b", "c");
        ring.End();

        var lines = await ring.ReadAsync(after: 1, Cancelled).ToListAsync(Cancelled);

        Assert.Equal([(2, "b"), (3, "c")], lines.Select(line => ((int)line.Sequence, line.Message)));
    }

    [Fact]
    public async Task The_oldest_go_when_there_are_too_many_lines_or_bytes()
    {
        var few = new LogRing(maximumLines: 2);
        var small = new LogRing(maximumBytes: 2500);
        Add(few, "a", "b", "c");
        Add(small, new string('a', 1000), new string('b', 1000), "c");
        few.End();
        small.End();

        Assert.Equal(["b", "c"], await few.ReadAsync(0, Cancelled).Select(line => line.Message).ToListAsync(Cancelled));
        Assert.Equal([2, 3], await small.ReadAsync(0, Cancelled).Select(line => (int)line.Sequence).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task A_reader_gets_what_comes_later()
    {
        var ring = new LogRing();
        await using var reader = ring.ReadAsync(0, Cancelled).GetAsyncEnumerator(Cancelled);

        for (var i = 0; i < 3; i++)
        {
            var next = reader.MoveNextAsync();
            Add(ring, $"{i}");
            Assert.True(await next);
            Assert.Equal($"{i}", reader.Current.Message);
        }
    }

    private static void Add(LogRing ring, params string[] messages)
    {
        foreach (var message in messages)
            ring.Add(new LogLine(0, 0, "a1", "APP/PROC/WEB", "0", false, message));
    }
}
