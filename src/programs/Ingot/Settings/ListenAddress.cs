using System.Net;

namespace Ingot.Settings;

/// <summary>An address and port to listen on.</summary>
internal readonly record struct ListenAddress(IPAddress Address, int Port)
{
    /// <summary>Reads <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>, <c>localhost:8080</c> or <c>:8080</c> (all three loopback for a missing or local name).</summary>
    public static bool TryParse(string text, out ListenAddress listen)
    {
        listen = default;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(text.AsSpan(colon + 1), out var port) || port is < 1 or > 65535)
            return false;
        var host = text[..colon].Trim('[', ']');
        if (host is "" or "localhost")
            host = "127.0.0.1";
        if (!IPAddress.TryParse(host, out var address))
            return false;
        listen = new ListenAddress(address, port);
        return true;
    }

    /// <summary>Where a client on this machine connects to.</summary>
    public IPEndPoint FromHere => new(Address.Equals(IPAddress.Any) ? IPAddress.Loopback : Address, Port);

    /// <summary>Every address to bind: a loopback address brings the other family's along, so that <c>localhost</c> works whatever it resolves to.</summary>
    public IEnumerable<IPEndPoint> EndPoints()
    {
        yield return new IPEndPoint(Address, Port);
        if (Address.Equals(IPAddress.Loopback) && System.Net.Sockets.Socket.OSSupportsIPv6)
            yield return new IPEndPoint(IPAddress.IPv6Loopback, Port);
    }

    public override string ToString() => new IPEndPoint(Address, Port).ToString();
}
