using Ingot.Drill.Measures;
using Ingot.Drill.Traffic;
using Ingot.Tests.Drill.Support;

namespace Ingot.Tests.Drill.Measures;

public sealed class FaultResultTests
{
    [Fact]
    public void A_fault_that_the_app_survived_breaks_nothing()
    {
        var result = FaultResult.Of(Some.Observation(Harm.None, Some.Request(took: 0.02), Some.Request(took: 0.05)));

        Assert.Empty(result.Broken);
        Assert.Equal((2, 0, 20.0, 50.0), (result.Requests, result.Failed, result.P50Ms, result.SlowestMs));
        Assert.Equal(2, result.RecoveredSeconds);
    }

    [Fact]
    public void Each_promise_that_was_not_kept_is_told_in_words()
    {
        var seen = Some.Observation(Harm.None, Some.Request(ending: Ending.NoAnswer)) with
        {
            RecoveredAt = null,
            SkewAfter = 2,
            Holders = Some.History(Some.Span(0, "first", to: 5), Some.Span(0, "second", from: 4)),
        };

        Assert.Equal(
            [
                "not every instance was serving again 8 s later",
                "the zones differ by 2 instances",
                "index 0 was held by first and second at once",
                "1 request failed that must not: NoAnswer",
            ],
            FaultResult.Of(seen).Broken
        );
    }

    [Fact]
    public void A_fault_that_could_not_be_caused_is_no_success()
    {
        var result = FaultResult.Of(Some.Observation() with { Failure = "insufficient memory" });

        Assert.Equal(["it could not be caused: insufficient memory"], result.Broken);
    }
}
