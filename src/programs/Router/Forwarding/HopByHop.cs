using Microsoft.Extensions.Primitives;

namespace Ingot.Router.Forwarding;

/// <summary>Headers that concern one connection only and are not passed on (RFC 9110, 7.6.1).</summary>
internal static class HopByHop
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "Proxy-Connection",
        "Transfer-Encoding",
        "Upgrade",
    };

    public static bool Contains(string name) => Names.Contains(name);

    /// <summary>Whether a Connection header names headers of its own accord, beyond the words that manage the connection.</summary>
    public static bool NamesHeaders(StringValues connection)
    {
        foreach (var value in connection)
        {
            foreach (var range in value.AsSpan().Split(','))
            {
                if (!IsConnectionWord(value.AsSpan()[range].Trim()))
                    return true;
            }
        }
        return false;
    }

    public static bool IsNamedBy(StringValues connection, string name)
    {
        foreach (var value in connection)
        {
            foreach (var range in value.AsSpan().Split(','))
            {
                if (value.AsSpan()[range].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }
        return false;
    }

    private static bool IsConnectionWord(ReadOnlySpan<char> word) =>
        word.IsEmpty
        || word.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
        || word.Equals("close", StringComparison.OrdinalIgnoreCase)
        || word.Equals("upgrade", StringComparison.OrdinalIgnoreCase);
}
