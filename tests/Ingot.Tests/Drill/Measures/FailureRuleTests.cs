using Ingot.Drill.Holders;
using Ingot.Drill.Measures;
using Ingot.Drill.Traffic;
using Ingot.Tests.Drill.Support;

namespace Ingot.Tests.Drill.Measures;

/// <summary>Which failures are forbidden, request by request. In each case index 0 dies at the second second; index 1 lives on.</summary>
public sealed class FailureRuleTests
{
    private static readonly HolderHistory oneOfTwoDied = Some.History(Some.Span(0, "first", to: 2), Some.Span(1, "other"));

    [Fact]
    public void A_post_under_way_on_what_died_may_fail()
    {
        var post = Some.Request(1.9, 0.2, isPost: true, Ending.InstanceFailed);

        Assert.Empty(Forbidden(Harm.Instances, oneOfTwoDied, post));
    }

    [Theory]
    [InlineData(nameof(Ending.NoAnswer))]
    [InlineData(nameof(Ending.InstanceFailed))]
    [InlineData(nameof(Ending.TimedOut))]
    public void A_get_without_a_byte_of_answer_may_not(string ending)
    {
        var get = Some.Request(1.9, 0.2, isPost: false, Enum.Parse<Ending>(ending));

        Assert.Equal([get], Forbidden(Harm.Instances, oneOfTwoDied, get));
    }

    [Fact]
    public void A_get_whose_answer_had_begun_may()
    {
        Assert.Empty(Forbidden(Harm.Instances, oneOfTwoDied, Some.Request(1.9, 0.2, isPost: false, Ending.Truncated)));
    }

    [Theory]
    [InlineData(nameof(Ending.Unserved))]
    [InlineData(nameof(Ending.Refused))]
    public void A_post_that_reached_no_instance_may_not(string ending)
    {
        var post = Some.Request(1.9, 0.2, isPost: true, Enum.Parse<Ending>(ending));

        Assert.Equal([post], Forbidden(Harm.Instances, oneOfTwoDied, post));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.5)]
    public void A_post_that_was_not_under_way_when_something_died_may_not(double dueAt)
    {
        var post = Some.Request(dueAt, 0.1, isPost: true, Ending.InstanceFailed);

        Assert.Equal([post], Forbidden(Harm.Instances, oneOfTwoDied, post));
    }

    [Fact]
    public void Nothing_may_fail_where_everything_is_announced()
    {
        var post = Some.Request(1.9, 0.2, isPost: true, Ending.InstanceFailed);

        Assert.Equal([post], Forbidden(Harm.None, oneOfTwoDied, post));
    }

    [Fact]
    public void Whatever_was_under_way_in_a_router_that_died_is_lost_and_nothing_later()
    {
        var under = Some.Request(1.99, 0.1, isPost: false, Ending.NoAnswer);
        var later = Some.Request(2.5, 0.1, isPost: false, Ending.Refused);

        Assert.Equal([later], Forbidden(Harm.Router, Some.History(Some.Span()), under, later));
    }

    [Fact]
    public void Where_the_only_instance_died_requests_fail_until_its_successor_serves()
    {
        var history = Some.History(Some.Span(0, "first", to: 2), Some.Span(0, "second", from: 3));
        var meanwhile = Some.Request(3, 0.1, isPost: false, Ending.Unserved);
        var afterwards = Some.Request(5, 0.1, isPost: false, Ending.Unserved);

        Assert.Equal([afterwards], Forbidden(Harm.Instances, history, meanwhile, afterwards));
    }

    private static IReadOnlyList<RequestResult> Forbidden(Harm harm, HolderHistory holders, params RequestResult[] requests) =>
        FailureRule.Forbidden(Some.Observation(harm, requests) with { Holders = holders });
}
