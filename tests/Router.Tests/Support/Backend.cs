using System.Net;
using Ingot.Hosting;
using Ingot.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Router.Tests.Support;

/// <summary>An app's instance: a web server that counts its requests.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication app;
    private int requests;

    private Backend(WebApplication app) => this.app = app;

    public int Requests => Volatile.Read(ref requests);

    public int Port { get; private set; }

    /// <summary>Answers with <paramref name="handler"/>, or with its own port.</summary>
    public static async Task<Backend> StartAsync(RequestDelegate? handler = null, bool webSockets = false)
    {
        var builder = LocalServer.CreateBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var web = builder.Build();
        var backend = new Backend(web);
        if (webSockets)
            web.UseWebSockets();
        web.Run(async context =>
        {
            Interlocked.Increment(ref backend.requests);
            await (handler is null ? context.Response.WriteAsync(backend.Port.ToString()) : handler(context));
        });
        await web.StartAsync();
        var address = web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        backend.Port = new Uri(address).Port;
        return backend;
    }

    public RouteEndpoint Endpoint(int index = 0) => Some.Endpoint(Port, index);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
