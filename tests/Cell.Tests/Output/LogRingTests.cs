using System.Runtime.CompilerServices;
using System.Text;
using Ingot.Cell.Output;
using Ingot.Protocol.Logs;
using Ingot.Testing;

namespace Ingot.Cell.Tests.Output;

public sealed class LogRingTests
{
    private static readonly LogSource Source = new("a1", "APP/PROC/WEB", "0");
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    private readonly HeldLines emitter = new();
    private readonly HeldLines neighbour = new();

    [Fact]
    public async Task Lines_are_numbered_from_one_and_read_from_where_the_reader_was()
    {
        var ring = new LogRing(TimeProvider.System);
        Add(ring, emitter, "a", "b", "c");
        ring.End();

        var lines = await ReadAsync(ring, after: 1).ToListAsync(Cancelled);

        Assert.Equal([(2, "b"), (3, "c")], lines.Select(line => ((int)line.Sequence, line.Message)));
    }

    [Fact]
    public async Task Lines_of_several_emitters_come_in_the_order_they_were_written_and_no_two_at_the_same_time()
    {
        var ring = new LogRing(new ManualTime());
        for (var number = 0; number < 5000; number++)
            Add(ring, number % 3 == 0 ? neighbour : emitter, $"{number}");
        ring.End();

        var lines = await ReadAsync(ring).ToListAsync(Cancelled);

        Assert.Equal(Enumerable.Range(0, 5000).Select(number => $"{number}"), lines.Select(line => line.Message));
        Assert.All(lines.Zip(lines.Skip(1)), pair => Assert.True(pair.First.Timestamp < pair.Second.Timestamp));
    }

    [Fact]
    public async Task The_oldest_lines_of_an_emitter_go_and_a_line_in_their_place_says_how_many()
    {
        var ring = new LogRing(TimeProvider.System, emitterBytes: 20_000);
        for (var number = 0; number < 1000; number++)
            Add(ring, emitter, $"line {number}");
        Add(ring, neighbour, "quiet");
        ring.End();

        var lines = await ReadAsync(ring).ToListAsync(Cancelled);

        var kept = lines.Count - 2;
        Assert.Equal(("LGR", $"Log message output is too high. {1000 - kept} messages dropped"), (lines[0].Source.SourceType, lines[0].Message));
        Assert.Equal(Enumerable.Range(1000 - kept, kept).Select(number => $"line {number}"), lines[1..^1].Select(line => line.Message));
        Assert.Equal("quiet", lines[^1].Message);
    }

    [Fact]
    public async Task When_all_hold_too_much_who_holds_most_pays()
    {
        var ring = new LogRing(TimeProvider.System, totalBytes: 100_000);
        Add(ring, neighbour, "first", "second");
        for (var number = 0; number < 10_000; number++)
            Add(ring, emitter, $"line {number}");
        ring.End();

        var lines = await ReadAsync(ring).ToListAsync(Cancelled);

        Assert.Equal(["first", "second"], lines.Take(2).Select(line => line.Message));
        Assert.Equal("LGR", lines[2].Source.SourceType);
        Assert.Equal("line 9999", lines[^1].Message);
    }

    [Fact]
    public async Task Lines_that_were_read_before_they_went_are_not_called_dropped()
    {
        var ring = new LogRing(TimeProvider.System, emitterBytes: 200_000);
        await using var reader = ReadAsync(ring).GetAsyncEnumerator(Cancelled);

        for (var number = 0; number < 20; number++)
        {
            var next = reader.MoveNextAsync();
            for (var part = 0; part < 50; part++)
                Add(ring, emitter, $"line {number}.{part} {new string('x', 1000)}");
            for (var part = 0; part < 50; part++)
            {
                Assert.True(await next);
                Assert.StartsWith($"line {number}.{part} ", reader.Current.Message, StringComparison.Ordinal);
                next = part < 49 ? reader.MoveNextAsync() : default;
            }
        }
        ring.End();

        Assert.DoesNotContain("LGR", await ReadAsync(ring).Select(line => line.Source.SourceType).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task A_reader_gets_what_comes_later()
    {
        var ring = new LogRing(TimeProvider.System);
        await using var reader = ReadAsync(ring).GetAsyncEnumerator(Cancelled);

        for (var number = 0; number < 3; number++)
        {
            var next = reader.MoveNextAsync();
            Add(ring, emitter, $"{number}");
            Assert.True(await next);
            Assert.Equal($"{number}", reader.Current.Message);
        }
    }

    [Fact]
    public async Task Of_instances_that_came_and_went_the_last_thousand_are_remembered()
    {
        var ring = new LogRing(TimeProvider.System);
        for (var number = 0; number < 5000; number++)
            Add(ring, new HeldLines(), "crashed");
        ring.End();

        Assert.Equal(1000, await ReadAsync(ring).CountAsync(Cancelled));
    }

    private static void Add(LogRing ring, HeldLines emitter, params string[] messages)
    {
        foreach (var message in messages)
            ring.Add(emitter, Source, LineKind.Output, Encoding.UTF8.GetBytes(message));
    }

    /// <summary>The lines as they arrive at the other end.</summary>
    private static async IAsyncEnumerable<LogLine> ReadAsync(
        LogRing ring,
        long after = 0,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await foreach (var frame in ring.ReadAsync(after, cancellationToken))
        {
            await foreach (var lines in LogFrames.ReadAsync(new MemoryStream(frame.ToArray()), cancellationToken))
            {
                foreach (var line in lines)
                    yield return line;
            }
        }
    }
}
