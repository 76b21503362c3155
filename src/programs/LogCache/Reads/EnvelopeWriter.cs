using System.Buffers;
using System.Buffers.Text;
using Ingot.LogCache.Lines;
using Ingot.Protocol.Logs;

namespace Ingot.LogCache.Reads;

/// <summary>
/// Writes envelopes as loggregator has them in JSON (loggregator-api v2 "envelope.proto"). Clients refuse members they do not know, so
/// nothing may be added. By hand, because a follower of a talkative app asks for 50,000 a second and all but the text is the same.
/// </summary>
internal static class EnvelopeWriter
{
    /// <summary>Digits of a 64-bit number with its sign.</summary>
    private const int LongestNumber = 20;

    public static void Write(IBufferWriter<byte> to, in StoredLine line)
    {
        to.Write("{\"timestamp\":\""u8);
        Utf8Formatter.TryFormat(line.Timestamp, to.GetSpan(LongestNumber), out var digits);
        to.Advance(digits);
        to.Write("\""u8);
        to.Write(line.Source.Json);
        if (line.Kind == LineKind.Gauge)
        {
            to.Write("\"gauge\":{\"metrics\":"u8);
            to.Write(line.Message);
            to.Write("}}"u8);
            return;
        }
        to.Write("\"log\":{\"payload\":\""u8);
        Base64.EncodeToUtf8(line.Message, to.GetSpan(Base64.GetMaxEncodedToUtf8Length(line.Length)), out _, out var encoded);
        to.Advance(encoded);
        to.Write(line.Kind == LineKind.Error ? "\",\"type\":\"ERR\"}}"u8 : "\",\"type\":\"OUT\"}}"u8);
    }
}
