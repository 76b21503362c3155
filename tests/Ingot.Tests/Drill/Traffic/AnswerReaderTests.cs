using System.Text;
using Ingot.Drill.Traffic;

namespace Ingot.Tests.Drill.Traffic;

public sealed class AnswerReaderTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n10;x=y\r\n0\r\n\r\n0\r\n\r\n-01234\r\n0\r\nTrailer: t\r\n\r\n")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")]
    public void An_answer_is_whole_with_its_last_byte_in_whatever_pieces_it_comes(string answer)
    {
        var bytes = Encoding.ASCII.GetBytes(answer);
        var byByte = new AnswerReader();

        Assert.True(new AnswerReader().Take(bytes));
        Assert.All(bytes[..^1], octet => Assert.False(byByte.Take([octet])));
        Assert.True(byByte.Take(bytes.AsSpan(bytes.Length - 1)));
    }

    [Fact]
    public void An_answer_without_a_length_ends_with_its_connection()
    {
        var reader = new AnswerReader();

        Assert.False(reader.Take("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello"u8));

        Assert.True(reader.EndsWithConnection);
        Assert.False(reader.KeepsAlive);
    }

    [Fact]
    public void The_routers_own_answer_is_known_by_its_header()
    {
        var reader = new AnswerReader();

        reader.Take("HTTP/1.1 503 Service Unavailable\r\nX-Cf-RouterError: no_endpoints\r\nContent-Length: 0\r\n\r\n"u8);

        Assert.Equal("no_endpoints", reader.RouterError);
        Assert.True(reader.KeepsAlive);
    }

    [Fact]
    public void What_is_no_answer_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => new AnswerReader().Take("nonsense\r\n\r\n"u8));
    }
}
