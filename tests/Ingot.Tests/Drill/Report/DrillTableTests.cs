using Ingot.Drill.Measures;
using Ingot.Drill.Report;
using Ingot.Drill.Traffic;
using Ingot.Tests.Drill.Support;

namespace Ingot.Tests.Drill.Report;

public sealed class DrillTableTests
{
    [Fact]
    public void A_row_has_what_was_measured_of_its_fault()
    {
        var printed = Print(Some.Observation(Harm.Instances, Some.Request(took: 0.0042), Some.Request(took: 0.25)));

        Assert.Matches("fault +requests failed retryable forbidden +p50 ms p99.9 ms slowest ms recovered s overlaps longest gap s zone skew", printed);
        Assert.Matches(@"kill-instance +2 +0 +0 +0 +4\.2 +250 +250 +2\.0 +0 +0\.0 \(#0\) +0 → 1", printed);
        Assert.Contains("Every promise was kept.", printed);
    }

    [Fact]
    public void What_was_broken_is_told_below()
    {
        var printed = Print(Some.Observation(Harm.None, Some.Request(ending: Ending.Refused)));

        Assert.Contains("BROKEN by kill-instance: 1 request failed that must not: Refused.", printed);
        Assert.DoesNotContain("Every promise", printed);
    }

    private static string Print(Observation seen)
    {
        using var text = new StringWriter();
        DrillTable.Write(Some.Console(text), [FaultResult.Of(seen)], left: 0, faults: 1);
        return text.ToString();
    }
}
