using System.Text.Json;
using Ingot.Drill.Report;
using Ingot.Drill.Target;
using Ingot.Drill.Traffic;
using Ingot.Testing;
using Ingot.Tests.Drill.Support;

namespace Ingot.Tests.Drill.Report;

public sealed class DrillReportTests : IDisposable
{
    private static readonly DrilledApp app = new("hello", "app", "process", 3, "hello.localhost");
    private readonly StringWriter printed = new();

    [Theory]
    [InlineData(0, "Stopped before 2 of 2 faults.")]
    [InlineData(1, "Stopped before 2 of 2 faults.")]
    [InlineData(2, "Stopped before 1 of 2 faults.")]
    [InlineData(3, "Every promise was kept.")]
    public void A_drill_that_was_stopped_gives_no_verdict(int seen, string last)
    {
        End(Report(), seen);

        Assert.Equal(last, printed.ToString().TrimEnd().Split('\n')[^1].TrimEnd());
        Assert.Equal(seen > 0, printed.ToString().Contains("p50 ms", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Scripts_are_told_that_a_drill_was_stopped(int seen, bool isInterrupted)
    {
        End(Report(asJson: true), seen);

        Assert.Equal(isInterrupted, JsonDocument.Parse(printed.ToString()).RootElement.GetProperty("interrupted").GetBoolean());
    }

    [Fact]
    public void What_was_broken_before_it_was_stopped_is_told()
    {
        var report = Report();
        report.Begin(app, 500);
        report.Add(Some.Observation(requests: Some.Request(ending: Ending.Refused)));

        Assert.Equal(1, report.End());
        Assert.Contains("BROKEN by kill-instance", printed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_cannot_be_written_is_refused_before_the_first_fault()
    {
        var refusal = Assert.Throws<DrillException>(() => Report(picture: "/nope/x.svg").Begin(app, 500));

        Assert.StartsWith("--svg /nope/x.svg cannot be written: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drill_that_ends_before_its_picture_leaves_things_as_they_were()
    {
        using var folder = new TempDirectory();
        var (missing, old) = (folder.Combine("new.svg"), folder.Combine("old.svg"));
        File.WriteAllText(old, "of yesterday");

        Report(picture: missing).Begin(app, 500);
        Report(picture: old).Begin(app, 500);

        Assert.False(Path.Exists(missing));
        Assert.Equal("of yesterday", File.ReadAllText(old));
    }

    [Fact]
    public void A_picture_that_fails_at_the_end_takes_nothing_else_along()
    {
        var failure = Assert.Throws<DrillException>(() => End(Report(picture: "/dev/full"), seen: 3));

        Assert.StartsWith("--svg /dev/full cannot be written: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Every promise was kept.", printed.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => printed.Dispose();

    private DrillReport Report(bool asJson = false, string? picture = null) =>
        new(Some.Console(printed), faults: 2, asJson, picture is null ? null : new FileInfo(picture));

    private static void End(DrillReport report, int seen)
    {
        report.Begin(app, 500);
        for (var number = 0; number < seen; number++)
            report.Add(Some.Observation(requests: Some.Request()));
        report.End();
    }
}
