using System.Net;
using System.Net.Sockets;
using System.Text;
using Ingot.Routing;

namespace Ingot.Router.Tests.Support;

/// <summary>An instance that does to its connections what no web server would: each is handled by a script, on its bare socket.</summary>
internal sealed class RawBackend : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task accepting;
    private int connections;

    public RawBackend(Func<Socket, int, Task> script)
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(script);
    }

    public int Port { get; }

    public int Connections => Volatile.Read(ref connections);

    public RouteEndpoint Endpoint(int index = 0) => Some.Endpoint(Port, index);

    /// <summary>Reads up to the end of a request's head; null when the connection ended before.</summary>
    public static async Task<string?> ReadHeadAsync(Socket socket)
    {
        var head = new StringBuilder();
        var octet = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(octet, SocketFlags.None) == 0)
                return null;
            head.Append((char)octet[0]);
        }
        return head.ToString();
    }

    public static Task SendAsync(Socket socket, string text) => socket.SendAsync(Encoding.Latin1.GetBytes(text), SocketFlags.None);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await accepting;
    }

    private async Task AcceptAsync(Func<Socket, int, Task> script)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptSocketAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            _ = HandleAsync(socket, Interlocked.Increment(ref connections), script);
        }
    }

    private static async Task HandleAsync(Socket socket, int number, Func<Socket, int, Task> script)
    {
        using (socket)
        {
            try
            {
                await script(socket, number);
            }
            catch (SocketException)
            {
                // The router gave up this connection.
            }
        }
    }
}
