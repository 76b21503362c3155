using System.Globalization;
using System.Text;
using Ingot.Drill.Holders;
using Ingot.Drill.Measures;

namespace Ingot.Drill.Report;

/// <summary>One fault in the picture.</summary>
internal sealed class PicturePanel(Observation seen, List<string> zones)
{
    public const string MedianColor = "#1b5fa8";
    public const string SlowestColor = "#a9c6e6";
    public const string FailureColor = "#c4141f";
    private const int Left = 56;
    private const int Right = 984;
    private const int PlotTop = 26;
    private const int PlotHeight = 72;
    private const int MostColumns = 232;

    /// <summary>Told apart without red and green.</summary>
    private static readonly string[] palette = ["#e08a1e", "#2f8f83", "#7a5bb5", "#b0527c", "#6b7f2a", "#4a6fa5"];

    private static readonly double[] gridMs = [1, 10, 100, 1000, 10000];

    private readonly List<int> lanes = [.. seen.Holders.Spans.Select(span => span.Holder.Index).Distinct().Order()];

    public int Height => PlotTop + PlotHeight + 8 + (lanes.Count * LaneHeight) + 38;

    private int LaneHeight => lanes.Count <= 12 ? 14 : 5;

    private int LanesTop => PlotTop + PlotHeight + 8;

    public static string ZoneColor(int number) => palette[number % palette.Length];

    public void Draw(StringBuilder svg)
    {
        var broken = FailureRule.Forbidden(seen).Count;
        var failed = seen.Requests.Count(request => request.Failed);
        var about = $"{seen.Requests.Count} requests, {failed} failed{(broken > 0 ? $", {broken} of them forbidden" : "")}";
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"16\" y=\"16\" font-size=\"14\" font-weight=\"600\">{seen.Fault}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Right}\" y=\"16\" text-anchor=\"end\" fill=\"{(broken > 0 ? FailureColor : "#566076")}\">{about}</text>\n");
        DrawGrid(svg);
        DrawAnswers(svg);
        DrawLanes(svg);
        DrawMoments(svg);
    }

    private double X(TimeSpan at)
    {
        var inside = at < seen.From ? seen.From : at > seen.To ? seen.To : at;
        return Math.Round(Left + ((Right - Left) * ((inside - seen.From) / (seen.To - seen.From))), 1);
    }

    /// <summary>Logarithmic, 1 ms to 10 s.</summary>
    private static double Y(double ms) => Math.Round(PlotTop + (PlotHeight * (1 - (Math.Log10(Math.Clamp(ms, 1, 10_000)) / 4))), 1);

    private static void DrawGrid(StringBuilder svg)
    {
        foreach (var ms in gridMs)
        {
            var text = ms < 1000 ? $"{ms} ms" : $"{ms / 1000} s";
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(ms)}H{Right}\" stroke=\"#e6e8ee\"/><text x=\"{Left - 6}\" y=\"{Y(ms) + 4}\" text-anchor=\"end\" font-size=\"10\" fill=\"#566076\">{text}</text>");
        }
        svg.Append('\n');
    }

    /// <summary>Gathered into columns of a tenth of a second or more: a mark per request would be a large file and a black one.</summary>
    private void DrawAnswers(StringBuilder svg)
    {
        var wide = Math.Max(0.1, (seen.To - seen.From).TotalSeconds / MostColumns);
        var (bars, medians, failures) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        foreach (var column in seen.Requests.GroupBy(request => (int)((request.DueAt - seen.From).TotalSeconds / wide)).OrderBy(column => column.Key))
        {
            var x = X(seen.From + TimeSpan.FromSeconds((column.Key + 0.5) * wide));
            if (column.Any(request => request.Failed))
                failures.Append(CultureInfo.InvariantCulture, $"M{x} {PlotTop - 4}v10");
            var times = Latencies.Of(column.Where(request => !request.Failed).Select(request => request.Took));
            if (times == default)
                continue;
            bars.Append(CultureInfo.InvariantCulture, $"M{x} {Y(times.Median.TotalMilliseconds)}V{Y(times.Slowest.TotalMilliseconds)}");
            medians.Append(CultureInfo.InvariantCulture, $"{(medians.Length == 0 ? 'M' : 'L')}{x} {Y(times.Median.TotalMilliseconds)}");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{bars}\" stroke=\"{SlowestColor}\" stroke-width=\"3\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{medians}\" fill=\"none\" stroke=\"{MedianColor}\" stroke-width=\"1.5\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{failures}\" stroke=\"{FailureColor}\" stroke-width=\"3\"/>\n");
    }

    private void DrawLanes(StringBuilder svg)
    {
        foreach (var (index, row) in lanes.Select((index, row) => (index, row)))
        {
            var y = LanesTop + (row * LaneHeight);
            if (LaneHeight > 10)
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{y + 10}\" text-anchor=\"end\" font-size=\"10\" fill=\"#566076\">#{index}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y}\" width=\"{Right - Left}\" height=\"{LaneHeight - 3}\" fill=\"#f3f4f7\"/>");
            foreach (var (span, turn) in seen.Holders.Spans.Where(span => span.Holder.Index == index).Select((span, turn) => (span, turn)))
                DrawSpan(svg, span, y, isOther: turn % 2 == 1);
            svg.Append('\n');
        }
    }

    private void DrawSpan(StringBuilder svg, Span span, int y, bool isOther)
    {
        var (from, to) = (X(span.From), X(span.To));
        var color = ZoneColor(zones.IndexOf(span.Holder.Zone));
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{from}\" y=\"{y}\" width=\"{Math.Max(Math.Round(to - from, 1), 1)}\" height=\"{LaneHeight - 3}\" fill=\"{color}\"{(isOther ? " fill-opacity=\".6\"" : "")}>");
        svg.Append(CultureInfo.InvariantCulture, $"<title>#{span.Holder.Index} {span.Holder.InstanceGuid} in {span.Holder.Zone}</title></rect>");
    }

    private void DrawMoments(StringBuilder svg)
    {
        var bottom = LanesTop + (lanes.Count * LaneHeight);
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{X(seen.CausedAt)} {PlotTop - 4}V{bottom}\" stroke=\"#1d2433\" stroke-dasharray=\"3 2\"/>");
        if (seen.RecoveredAt is { } recovered)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{X(recovered)} {PlotTop - 4}V{bottom}\" stroke=\"#2f8f83\" stroke-dasharray=\"3 2\"/>");
        var step = (seen.To - seen.From).TotalSeconds switch
        {
            <= 12 => 1,
            <= 30 => 2,
            _ => 5,
        };
        for (var second = 0; seen.CausedAt + TimeSpan.FromSeconds(second) <= seen.To; second += step)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(seen.CausedAt + TimeSpan.FromSeconds(second))}\" y=\"{bottom + 12}\" text-anchor=\"middle\" font-size=\"10\" fill=\"#566076\">{second}</text>");
        svg.Append('\n');
    }
}
