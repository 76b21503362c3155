using System.Text;
using Ingot.LogCache.Lines;

namespace Ingot.LogCache.Tests.Lines;

public sealed class AppLinesTests
{
    private readonly AppLines lines = new(Some.App, new LogCacheOptions());

    [Fact]
    public void Lines_of_the_same_moment_get_timestamps_of_their_own()
    {
        foreach (var message in (string[])["a", "b", "c"])
            lines.Add(Some.Line(message, Some.Now - 5), Some.Now);

        var timestamps = lines.Read(Some.Query(), Some.Now).Select(line => line.Timestamp);

        Assert.Equal([Some.Now - 5, Some.Now - 4, Some.Now - 3], timestamps);
    }

    [Fact]
    public void A_late_line_nobody_has_read_past_keeps_its_time_and_place()
    {
        lines.Add(Some.Line("second", Some.Now - 10), Some.Now);
        lines.Add(Some.Line("first", Some.Now - 20), Some.Now);

        Assert.Equal(["first", "second"], Messages(Some.Query()));
        Assert.Equal(Some.Now - 20, lines.Oldest);
    }

    [Fact]
    public void A_late_line_a_follower_has_read_past_is_given_to_it_next()
    {
        var start = Some.Now - (60 * Some.Second);
        lines.Add(Some.Line("seen", Some.Now - (10 * Some.Second)), Some.Now);
        var last = lines.Read(Some.Query(from: start), Some.Now)[^1].Timestamp;

        lines.Add(Some.Line("late", Some.Now - (20 * Some.Second)), Some.Now);

        Assert.Equal(["late"], Messages(Some.Query(from: last + 1)));
    }

    [Fact]
    public void A_late_line_within_the_time_that_followers_leave_for_later_keeps_its_time()
    {
        var newest = Some.Now - 100;
        lines.Add(Some.Line("seen", newest), Some.Now);
        lines.Read(Some.Query(from: Some.Now - Some.Second), Some.Now);

        lines.Add(Some.Line("late", newest - 50), Some.Now);

        Assert.Equal(["late", "seen"], Messages(Some.Query(from: newest - 50)));
    }

    [Fact]
    public void Lines_replayed_from_before_a_follower_started_are_not_repeated_to_it()
    {
        var start = Some.Now - (10 * Some.Second);
        lines.Add(Some.Line("seen", Some.Now - (5 * Some.Second)), Some.Now);
        var last = lines.Read(Some.Query(from: start), Some.Now)[^1].Timestamp;

        lines.Add(Some.Line("replayed", start - 1), Some.Now);

        Assert.Empty(Messages(Some.Query(from: last + 1)));
    }

    [Fact]
    public void A_line_from_the_future_is_taken_for_one_of_now()
    {
        lines.Add(Some.Line("ahead", Some.Now + Some.Second), Some.Now);

        Assert.Equal(Some.Now, lines.Newest);
    }

    [Fact]
    public void A_follower_reading_page_by_page_gets_every_line_once()
    {
        for (var number = 0; number < 2500; number++)
            lines.Add(Some.Line($"{number}", Some.Now - (10 * Some.Second) + (number / 7)), Some.Now);

        var read = new List<string>();
        for (var from = 1L; Messages(Some.Query(from, limit: 100)) is { Length: > 0 } page; from = LastTimestamp(from, 100) + 1)
            read.AddRange(page);

        Assert.Equal(Enumerable.Range(0, 2500).Select(number => $"{number}").Order(), read.Order());
    }

    [Fact]
    public void Newest_first_starts_at_the_end_and_stops_at_the_limit()
    {
        for (var number = 0; number < 10; number++)
            lines.Add(Some.Line($"{number}", Some.Now - 100 + number), Some.Now);

        Assert.Equal(["9", "8", "7"], Messages(Some.Query(from: long.MinValue, limit: 3, descending: true)));
        Assert.Equal(["4", "3"], Messages(Some.Query(to: Some.Now - 95, limit: 2, descending: true)));
    }

    [Fact]
    public void The_oldest_lines_go_when_they_take_too_much()
    {
        var small = new AppLines(Some.App, new LogCacheOptions { BytesPerApp = 10_000 });
        for (var number = 0; number < 100; number++)
            small.Add(Some.Line(new string('x', 1000), Some.Now - 1000 + number), Some.Now);

        Assert.Equal(100, small.Count + small.Expired);
        Assert.Equal(Some.Now - 901, small.Newest);
        Assert.InRange(small.Bytes, 1, 10_000);
    }

    private string[] Messages(ReadQuery query) =>
        [.. lines.Read(query, Some.Now).Select(line => Encoding.UTF8.GetString(line.Message))];

    private long LastTimestamp(long from, int limit) => lines.Read(Some.Query(from, limit: limit), Some.Now)[^1].Timestamp;
}
