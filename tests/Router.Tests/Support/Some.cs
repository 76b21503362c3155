using System.Net;
using System.Net.Sockets;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Routing;

namespace Ingot.Router.Tests.Support;

/// <summary>Valid things of which only what matters is named.</summary>
internal static class Some
{
    public const string App = "6f9e4a0c-3d53-4a1c-8a0e-000000000001";
    public const string Process = "6f9e4a0c-3d53-4a1c-8a0e-000000000002";

    public static RouteEndpoint Endpoint(int port, int index = 0, string cell = "z1-0", string? guid = null) =>
        new(guid ?? $"instance-{port}", App, Process, index, cell, "127.0.0.1", port);

    public static RouteEntry Route(string host, params RouteEndpoint[] endpoints) => new(host, "", endpoints, App);

    public static InstanceStatus Instance(RouteEndpoint endpoint) =>
        new()
        {
            InstanceGuid = endpoint.InstanceGuid,
            ProcessGuid = endpoint.ProcessGuid,
            ProcessType = "web",
            AppGuid = endpoint.AppGuid,
            Version = "v1",
            Index = endpoint.Index,
            State = InstanceState.Running,
            Routable = true,
            Address = endpoint.Address,
            Port = endpoint.Port,
            Since = DateTimeOffset.UnixEpoch,
            MemoryMb = 64,
            DiskMb = 64,
        };

    public static CellSnapshot Cell(string name, params InstanceStatus[] instances) =>
        new()
        {
            Cell = name,
            Zone = "z1",
            Incarnation = "i1",
            MemoryMb = 1024,
            DiskMb = 1024,
            MaxInstances = 10,
            Instances = instances,
            Tasks = [],
        };

    /// <summary>A port nobody listens on.</summary>
    public static int RefusedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
