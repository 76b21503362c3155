using Ingot.Lifecycle.Static;
using Microsoft.AspNetCore.Builder;

namespace Ingot.Lifecycle.Tests.Support;

/// <summary>The static server, running in the test's own process.</summary>
internal sealed class SiteServer : IAsyncDisposable
{
    private readonly WebApplication server;

    private SiteServer(WebApplication server)
    {
        this.server = server;
        Client = new HttpClient { BaseAddress = new Uri(server.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public static async Task<SiteServer> StartAsync(StaticSite site)
    {
        var started = StaticServer.Create(site, "127.0.0.1", port: 0);
        await started.StartAsync(TestContext.Current.CancellationToken);
        return new SiteServer(started);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
    }
}
