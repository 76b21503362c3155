using System.Net;
using System.Text;

namespace Ingot.Drill.Traffic;

/// <summary>Where the traffic goes, and its four kinds of request, written once.</summary>
internal sealed class TrafficTarget
{
    private const string Body = "drill";
    private readonly byte[][] requests;

    /// <param name="url">The app's route without a scheme, e.g. <c>hello.localhost:8080/shop</c>.</param>
    public TrafficTarget(IPEndPoint frontDoor, string url)
    {
        FrontDoor = frontDoor;
        var slash = url.IndexOf('/', StringComparison.Ordinal);
        var (host, path) = slash < 0 ? (url, "/") : (url[..slash], url[slash..]);
        requests = [Write(isPost: false, close: false), Write(isPost: true, close: false), Write(isPost: false, close: true), Write(isPost: true, close: true)];

        byte[] Write(bool isPost, bool close) =>
            Encoding.ASCII.GetBytes(
                $"{(isPost ? "POST" : "GET")} {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: ingot-drill\r\n"
                    + (isPost ? $"Content-Type: text/plain\r\nContent-Length: {Body.Length}\r\n" : "")
                    + (close ? "Connection: close\r\n" : "")
                    + $"\r\n{(isPost ? Body : "")}"
            );
    }

    public IPEndPoint FrontDoor { get; }

    public ReadOnlyMemory<byte> Request(bool isPost, bool close) => requests[(isPost ? 1 : 0) + (close ? 2 : 0)];
}
