using Ingot.Tests.Drill.Support;

namespace Ingot.Tests.Drill.Holders;

public sealed class HolderHistoryTests
{
    [Fact]
    public void Two_instances_of_an_index_in_one_look_overlap()
    {
        var history = Some.History(Some.Span(0, "first", to: 4), Some.Span(0, "second", from: 4));

        var overlap = Assert.Single(history.Overlaps());
        Assert.Equal((0, "first", "second"), (overlap.Index, overlap.FirstGuid, overlap.SecondGuid));
    }

    [Fact]
    public void A_successor_and_a_neighbour_do_not()
    {
        var history = Some.History(Some.Span(0, "first", to: 4), Some.Span(0, "second", from: 4.02), Some.Span(1, "neighbour"));

        Assert.Empty(history.Overlaps());
    }

    [Fact]
    public void The_longest_gap_is_that_of_the_index_without_a_holder_for_longest()
    {
        var history = Some.History(
            Some.Span(0, "first", to: 2),
            Some.Span(0, "second", from: 3),
            Some.Span(1, "other", to: 4),
            Some.Span(1, "another", from: 6.5)
        );

        Assert.Equal((1, Some.Seconds(2.5)), (history.LongestGap(2).Index, history.LongestGap(2).Length));
        Assert.Equal(Some.Seconds(1), history.LongestGap(1).Length);
    }

    [Fact]
    public void An_index_that_never_comes_back_has_a_gap_to_the_end()
    {
        Assert.Equal(Some.Seconds(7), Some.History(Some.Span(to: 3)).LongestGap(1).Length);
        Assert.Equal(Some.Seconds(10), Some.History().LongestGap(1).Length);
    }

    [Fact]
    public void Who_lives_at_the_end_has_not_died()
    {
        Assert.Equal([Some.Seconds(3)], Some.History(Some.Span(0, "first", to: 3), Some.Span(1, "other")).Deaths);
    }
}
