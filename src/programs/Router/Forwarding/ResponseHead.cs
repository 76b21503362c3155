using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.Forwarding;

/// <summary>Status line and headers of an endpoint's answer.</summary>
/// <param name="Length">Bytes of the head, its empty line included.</param>
internal readonly record struct ResponseHead(int Status, int Length, bool IsHttp11)
{
    /// <summary>As many as a client may send. Headers of one name are put together one by one, which costs their square.</summary>
    private const int MaxHeaders = 1000;

    /// <summary>Of a Content-Length header.</summary>
    public long? ContentLength { get; private init; }

    public bool IsChunked { get; private init; }

    /// <summary>Whether the endpoint keeps the connection open after this answer.</summary>
    public bool KeepsAlive { get; private init; }

    /// <summary>Reads the status line of a complete head; null while the head is incomplete. Status 0 means that this is not HTTP/1.</summary>
    public static ResponseHead? Read(ReadOnlySpan<byte> received)
    {
        var version = "HTTP/1."u8;
        var isHttp = received[..Math.Min(received.Length, version.Length)].SequenceEqual(version[..Math.Min(received.Length, version.Length)]);
        var length = FindEnd(received);
        // What begins otherwise may never have an end to wait for.
        if (length < 0 && isHttp)
            return null;
        // "HTTP/1.1 200": everything after the code is for humans.
        isHttp &= length >= 14 && received[8] == (byte)' ';
        if (!isHttp || !Utf8Parser.TryParse(received.Slice(9, 3), out int status, out var digits) || digits != 3 || status < 100)
            return new ResponseHead(0, length, IsHttp11: false);
        return new ResponseHead(status, length, received[7] == (byte)'1');
    }

    /// <summary>Copies the headers a client may see, and notes those about the body; status 0 when they make no sense.</summary>
    public ResponseHead CopyTo(HttpResponse response, ReadOnlySpan<byte> received)
    {
        long? contentLength = null;
        var (chunked, close, keep) = (false, false, false);
        string? connection = null;
        var invalid = this with { Status = 0 };
        var lines = received[..Length];
        if (lines.Count((byte)'\n') > MaxHeaders)
            return invalid;
        lines = lines[(lines.IndexOf((byte)'\n') + 1)..];
        while (true)
        {
            var lineEnd = lines.IndexOf((byte)'\n');
            var line = lines[..lineEnd].TrimEnd((byte)'\r');
            if (line.IsEmpty)
                break;
            lines = lines[(lineEnd + 1)..];
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || line[0] is (byte)' ' or (byte)'\t' || line[colon - 1] is (byte)' ' or (byte)'\t')
                return invalid;
            var name = Encoding.Latin1.GetString(line[..colon]);
            var value = Encoding.Latin1.GetString(line[(colon + 1)..].Trim(" \t"u8));
            switch (name.Length)
            {
                case 14 when name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase):
                    if (!long.TryParse(value, System.Globalization.NumberStyles.None, provider: null, out var parsed) || (contentLength ?? parsed) != parsed)
                        return invalid;
                    contentLength = parsed;
                    break;
                case 17 when name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase):
                    if (!value.Equals("chunked", StringComparison.OrdinalIgnoreCase))
                        return invalid;
                    chunked = true;
                    break;
                case 10 when name.Equals("Connection", StringComparison.OrdinalIgnoreCase):
                    close |= HopByHop.IsNamedBy(value, "close");
                    keep |= HopByHop.IsNamedBy(value, "keep-alive");
                    connection = connection is null ? value : $"{connection},{value}";
                    break;
                default:
                    if (!HopByHop.Contains(name))
                        response.Headers.Append(name, value);
                    break;
            }
        }
        if (connection is not null && HopByHop.NamesHeaders(connection))
            RemoveNamed(response, connection);
        return this with
        {
            ContentLength = contentLength,
            IsChunked = chunked,
            // Both framings at once is how responses are smuggled: what follows on such a connection is not to be trusted.
            KeepsAlive = !close && (IsHttp11 || keep) && !(chunked && contentLength is not null),
        };
    }

    private static void RemoveNamed(HttpResponse response, string connection)
    {
        foreach (var name in connection.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            response.Headers.Remove(name);
    }

    /// <summary>Length of the head, or -1; some servers end lines with a bare line feed.</summary>
    private static int FindEnd(ReadOnlySpan<byte> received)
    {
        var regular = received.IndexOf("\n\r\n"u8);
        var bare = (regular < 0 ? received : received[..(regular + 1)]).IndexOf("\n\n"u8);
        if (bare >= 0)
            return bare + 2;
        return regular < 0 ? -1 : regular + 3;
    }
}
