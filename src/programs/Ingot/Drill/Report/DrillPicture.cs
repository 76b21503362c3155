using System.Globalization;
using System.Net;
using System.Text;
using Ingot.Drill.Measures;

namespace Ingot.Drill.Report;

/// <summary>An SVG of a drill: below each other, for every fault, how long answers took and who held which index.</summary>
internal static class DrillPicture
{
    private const int Width = 1000;
    private const int Top = 62;

    public static string Draw(string title, IReadOnlyList<Observation> observations)
    {
        var zones = observations.SelectMany(seen => seen.Holders.Spans).Select(span => span.Holder.Zone).Distinct().Order().ToList();
        var panels = observations.Select(seen => new PicturePanel(seen, zones)).ToList();
        var height = Top + panels.Sum(panel => panel.Height);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#1d2433\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"16\" y=\"26\" font-size=\"17\" font-weight=\"600\">Drill of {WebUtility.HtmlEncode(title)}</text>\n");
        DrawLegend(svg, zones);
        var y = Top;
        foreach (var panel in panels)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate(0 {y})\">\n");
            panel.Draw(svg);
            svg.Append("</g>\n");
            y += panel.Height;
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawLegend(StringBuilder svg, List<string> zones)
    {
        var x = 16;
        foreach (var (zone, number) in zones.Select((zone, number) => (zone, number)))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"38\" width=\"14\" height=\"10\" rx=\"2\" fill=\"{PicturePanel.ZoneColor(number)}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 19}\" y=\"47\">{WebUtility.HtmlEncode(zone)}</text>");
            x += 34 + (7 * zone.Length);
        }
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x + 8} 43h14\" stroke=\"{PicturePanel.MedianColor}\" stroke-width=\"2\"/><text x=\"{x + 27}\" y=\"47\">median answer</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x + 128} 37v12\" stroke=\"{PicturePanel.SlowestColor}\" stroke-width=\"3\"/><text x=\"{x + 136}\" y=\"47\">up to the slowest</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x + 246} 38v10\" stroke=\"{PicturePanel.FailureColor}\" stroke-width=\"3\"/><text x=\"{x + 254}\" y=\"47\">failures</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - 16}\" y=\"26\" text-anchor=\"end\" fill=\"#566076\">seconds since the fault (black line) to recovery (green); a new shade in a lane is a new instance</text>\n");
    }
}
