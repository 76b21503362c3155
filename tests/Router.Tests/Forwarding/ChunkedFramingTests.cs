using System.Text;
using Ingot.Router.Forwarding;

namespace Ingot.Router.Tests.Forwarding;

public sealed class ChunkedFramingTests
{
    [Fact]
    public void The_end_is_found_however_the_bytes_are_cut()
    {
        var message = "5;a=b\r\nhello\r\nA\r\n, chunked!\r\n0\r\nX-Sum: 1\r\n\r\nHTTP/1.1"u8;

        for (var cut = 1; cut < message.Length; cut++)
        {
            var (framing, data) = (new ChunkedFraming(), new StringBuilder());
            var taken = Feed(framing, message[..cut], data);
            taken += Feed(framing, message[taken..], data);

            Assert.True(framing.IsDone);
            Assert.Equal("hello, chunked!", data.ToString());
            Assert.Equal("HTTP/1.1", Encoding.ASCII.GetString(message[taken..]));
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("g\r\n")]
    [InlineData("1\nx")]
    [InlineData("1\r\nxy")]
    [InlineData("1\r\nx\n")]
    [InlineData("fffffffffffffffff\r\n")]
    [InlineData("-1\r\n")]
    public void Malformed_framing_is_invalid(string message)
    {
        var framing = new ChunkedFraming();

        Feed(framing, Encoding.ASCII.GetBytes(message), new StringBuilder());

        Assert.True(framing.IsInvalid);
    }

    private static int Feed(ChunkedFraming framing, ReadOnlySpan<byte> bytes, StringBuilder data)
    {
        var all = 0;
        while (all < bytes.Length && !framing.IsDone && !framing.IsInvalid)
        {
            all += framing.Take(bytes[all..], out var count);
            data.Append(Encoding.ASCII.GetString(bytes.Slice(all - count, count)));
        }
        return all;
    }
}
