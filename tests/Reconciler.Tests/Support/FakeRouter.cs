using System.Collections.Concurrent;
using Ingot.Protocol.Routes;

namespace Ingot.Reconciler.Tests.Support;

/// <summary>A router that takes every table and says so, unless it is told to keep quiet.</summary>
internal sealed class FakeRouter(string socket) : IAsyncDisposable
{
    private readonly ControllerClient client = new(socket);
    private readonly CancellationTokenSource stopping = new();
    private readonly string name = Guid.NewGuid().ToString("N");
    private Task reading = Task.CompletedTask;
    private volatile RouteTableUpdate? table;

    public RouteTableUpdate? Table => table;

    public bool Acknowledges { get; set; } = true;

    /// <summary>Instances it says it has requests under way to.</summary>
    public ConcurrentDictionary<string, bool> Busy { get; } = new();

    public IReadOnlyList<string> EndpointsOf(string host) =>
        [.. table?.Routes.FirstOrDefault(route => route.Host == host)?.Endpoints.Select(endpoint => endpoint.InstanceGuid) ?? []];

    public bool Knows(string host) => table?.Routes.Any(route => route.Host == host) == true;

    public void Start() => reading = ReadAsync();

    public Task AckAsync() => client.AckRoutesAsync(new RouteTableAck(name, table!.Epoch, table.Version, [.. Busy.Keys]), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
        stopping.Dispose();
    }

    private async Task ReadAsync()
    {
        await foreach (var update in client.WatchRoutesAsync(name, stopping.Token))
        {
            table = update;
            if (Acknowledges)
                await AckAsync();
        }
    }
}
