using System.Xml.Linq;
using Ingot.Drill.Measures;
using Ingot.Drill.Report;
using Ingot.Drill.Traffic;
using Ingot.Tests.Drill.Support;

namespace Ingot.Tests.Drill.Report;

public sealed class DrillPictureTests
{
    private static readonly XNamespace svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_lane_shows_each_holder_of_its_index_in_the_colour_of_its_zone()
    {
        var picture = Draw(Some.Observation() with { Holders = Some.History(Some.Span(0, "old", to: 2, zone: "z1"), Some.Span(0, "new", from: 3, zone: "z2")) });

        var holders = picture.Descendants(svg + "rect").Where(rectangle => rectangle.Element(svg + "title") is not null).ToList();
        Assert.Equal(["#0 old in z1", "#0 new in z2"], holders.Select(holder => holder.Value));
        Assert.Equal(2, holders.Select(holder => holder.Attribute("fill")!.Value).Distinct().Count());
    }

    [Fact]
    public void A_picture_of_many_requests_is_small()
    {
        var requests = Enumerable.Range(0, 50_000).Select(number => Some.Request(number / 5000.0, ending: number % 9 == 0 ? Ending.NoAnswer : Ending.Answered));

        Assert.InRange(Draw(Some.Observation(Harm.None, [.. requests])).ToString().Length, 1_000, 20_000);
    }

    private static XDocument Draw(Observation seen) => XDocument.Parse(DrillPicture.Draw("a <b> & c", [seen]));
}
