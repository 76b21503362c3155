using System.Text;
using Ingot.Cell.Output;

namespace Ingot.Cell.Tests.Output;

public sealed class LineSplitterTests
{
    private readonly List<byte[]> lines = [];
    private IEnumerable<string> Texts => lines.Select(Encoding.UTF8.GetString);
    private readonly LineSplitter splitter;

    public LineSplitterTests()
    {
        splitter = new LineSplitter(line => lines.Add(line.ToArray()));
    }

    [Fact]
    public void Lines_end_at_either_line_end_and_empty_ones_are_dropped()
    {
        splitter.Take("one\r\n\ntwo\rthr"u8);
        splitter.Take("ee\nrest"u8);

        Assert.Equal(["one", "two", "three"], Texts);
    }

    [Fact]
    public void What_has_no_line_end_comes_with_the_flush()
    {
        splitter.Take("rest"u8);

        splitter.Flush();

        Assert.Equal(["rest"], Texts);
    }

    [Fact]
    public void A_line_that_is_too_long_is_cut_between_characters()
    {
        // Three bytes each, so that the limit falls inside one when something precedes them.
        var line = "a" + new string('€', LineSplitter.MaximumBytes / 3 * 2) + "\n";

        splitter.Take(Encoding.UTF8.GetBytes(line));

        Assert.Equal(line.TrimEnd(), string.Concat(Texts));
        Assert.All(lines, piece => Assert.InRange(piece.Length, 1, LineSplitter.MaximumBytes));
        Assert.DoesNotContain('\ufffd', string.Concat(Texts));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_kept_as_they_are()
    {
        var bytes = new byte[200_000];
        Array.Fill(bytes, (byte)0x80);

        splitter.Take(bytes);
        splitter.Flush();

        Assert.Equal(4, lines.Count);
        Assert.Equal(bytes, lines.SelectMany(line => line));
    }
}
