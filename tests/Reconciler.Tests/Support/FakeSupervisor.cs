using Ingot.Hosting;
using Ingot.Protocol.Supervisor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ingot.Reconciler.Tests.Support;

/// <summary>A supervisor that says what the test wants it to say.</summary>
internal sealed class FakeSupervisor(string socket) : IAsyncDisposable
{
    private readonly LiveStream<CellProcesses> lists = new();
    private volatile CellProcesses current = new([]);
    private WebApplication? server;

    public async Task StartAsync()
    {
        var builder = LocalServer.CreateBuilder();
        builder.ListenOnSocket(socket);
        server = builder.Build();
        server.UseRouting();
        server.MapGet(
            SupervisorPaths.WatchCells,
            (HttpContext http) =>
                http.Response.WriteLinesAsync(
                    lists.ReadAsync(() => [current], http.RequestAborted),
                    SupervisorJson.Default.CellProcesses,
                    http.RequestAborted
                )
        );
        await server.StartAsync();
    }

    public void List(IEnumerable<CellProcess> cells)
    {
        current = new CellProcesses([.. cells]);
        lists.Send(current);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is null)
            return;
        lists.Cut();
        await server.DisposeAsync();
        server = null;
    }
}
