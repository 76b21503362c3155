using System.Net.Sockets;

namespace Ingot.Protocol;

/// <summary>HTTP over a Unix socket: how the platform's processes talk. The socket's directory (0700) is the authentication.</summary>
public static class UnixSocketHttp
{
    /// <summary>A client whose every request goes to <paramref name="socketPath"/>. It has no overall timeout: streams last.</summary>
    public static HttpClient CreateClient(string socketPath) =>
        new(CreateHandler(socketPath)) { BaseAddress = new Uri("http://ingot.local"), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>A handler which connects to <paramref name="socketPath"/> whatever the request's host is.</summary>
    public static SocketsHttpHandler CreateHandler(string socketPath) =>
        new()
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
}
