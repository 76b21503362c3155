using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Ingot.Sandbox.Processes;
using Ingot.Settings;

namespace Ingot.Up;

/// <summary>
/// The listening sockets. The supervisor opens them and every router inherits them, so that they outlive any router and connections
/// queue in the kernel while there is none.
/// </summary>
internal sealed class FrontDoor : IDisposable
{
    private const int Backlog = 4096;
    private readonly List<Socket> sockets = [];

    private FrontDoor() { }

    public IReadOnlyList<SafeHandle> Handles => [.. sockets.Select(socket => socket.SafeHandle)];

    /// <summary>The sockets which this supervisor's former program opened.</summary>
    public static FrontDoor Take(IReadOnlyList<int> descriptors)
    {
        var door = new FrontDoor();
        door.sockets.AddRange(descriptors.Select(descriptor => new Socket(new SafeSocketHandle(ProcessImage.Take(descriptor), ownsHandle: true))));
        return door;
    }

    /// <summary>Opens the sockets.</summary>
    /// <exception cref="UpException">The address is taken or is not one of this machine's.</exception>
    public static FrontDoor Open(ListenAddress listen)
    {
        var door = new FrontDoor();
        try
        {
            foreach (var endPoint in listen.EndPoints())
                door.Listen(endPoint);
            return door;
        }
        catch (SocketException exception)
        {
            door.Dispose();
            throw new UpException(
                exception.SocketErrorCode switch
                {
                    SocketError.AddressAlreadyInUse =>
                        $"--listen {listen}: the port is taken by another program. Stop that program, or choose another port, e.g. --listen {listen.Address}:{listen.Port + 1}.",
                    SocketError.AccessDenied => $"--listen {listen}: this user may not listen there. Choose a port of 1024 or above.",
                    _ => $"--listen {listen}: {exception.Message}",
                }
            );
        }
    }

    public void Dispose()
    {
        foreach (var socket in sockets)
            socket.Dispose();
    }

    private void Listen(IPEndPoint endPoint)
    {
        Socket socket;
        try
        {
            socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        }
        catch (SocketException) when (endPoint.AddressFamily == AddressFamily.InterNetworkV6 && sockets.Count > 0)
        {
            return;
        }
        sockets.Add(socket);
        if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            socket.DualMode = false;
        try
        {
            socket.Bind(endPoint);
            socket.Listen(Backlog);
        }
        catch (SocketException exception)
            when (exception.SocketErrorCode == SocketError.AddressNotAvailable && sockets.Count > 1)
        {
            // The machine has IPv6 but no ::1; 127.0.0.1 is served already.
            sockets.Remove(socket);
            socket.Dispose();
        }
    }
}
