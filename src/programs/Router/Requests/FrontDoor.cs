using Ingot.Router.AccessLog;
using Ingot.Router.Forwarding;
using Ingot.Router.Threads;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ingot.Router.Requests;

/// <summary>Where every request comes in: tells the API's hosts from the apps'.</summary>
internal sealed class FrontDoor(ApiHosts apiHosts, ApiProxy api, AppProxy apps, AccessLines accessLines, TimeProvider time)
    : IHttpApplication<DefaultHttpContext>
{
    private volatile bool isLeaving;

    /// <summary>Whether every answer is to be the last one of its connection.</summary>
    public bool IsLeaving
    {
        set => isLeaving = value;
    }

    /// <summary>One context per client connection, used again for each of its requests.</summary>
    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<DefaultHttpContext> container)
            return new DefaultHttpContext(contextFeatures);
        if (container.HostContext is { } context)
            context.Initialize(contextFeatures);
        else
            container.HostContext = context = new DefaultHttpContext(contextFeatures);
        return context;
    }

    public async Task ProcessRequestAsync(DefaultHttpContext context)
    {
        if (Turns.IsOver())
            await Task.Yield();
        var request = new ProxyRequest(context, time.GetTimestamp(), time.GetUtcNow());
        if (isLeaving)
            context.Response.Headers.Connection = "close";
        try
        {
            await RouteAsync(request);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left while its request was held.
        }
        catch (BadHttpRequestException) when (!context.Response.HasStarted)
        {
            await RouterAnswer.InvalidRequest.SendAsync(request);
        }
        accessLines.Add(request);
        if (request is { IsBodyTaken: false, IsTunnel: false })
            await RequestBody.SkipAsync(request, time);
    }

    public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();

    private Task RouteAsync(ProxyRequest request)
    {
        var host = WithoutPort(request.Context.Request.Headers.Host.ToString());
        if (host.Length == 0)
            return RouterAnswer.EmptyHost.SendAsync(request);
        return apiHosts.Contain(host) ? api.HandleAsync(request) : apps.HandleAsync(request, host);
    }

    private static string WithoutPort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon < 0 || host.EndsWith(']') ? host : host[..colon];
    }
}
