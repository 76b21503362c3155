using Ingot.LogCache.Lines;
using Ingot.LogCache.Reads;
using Ingot.Protocol.Controller;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.LogCache;

/// <summary>The recent log lines of every app, kept in memory and read in log cache's own words. CF "Log Cache", API v1.</summary>
public static class LogCacheModule
{
    /// <summary>Adds the lines' store and its role as the place where log lines go.</summary>
    public static IServiceCollection AddLogCache(this IServiceCollection services, LogCacheOptions? options = null)
    {
        services.AddSingleton(provider => new LogStore(options ?? new(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ILogSink>(provider => provider.GetRequiredService<LogStore>());
        return services;
    }

    /// <summary>Maps the endpoints at the host's root, where clients look for them whatever path the link carries.</summary>
    public static void MapLogCache(this IEndpointRouteBuilder endpoints)
    {
        var v1 = endpoints.MapGroup("/api/v1");
        v1.MapGet("/info", InfoEndpoint.Get);
        v1.MapGet("/meta", MetaEndpoint.GetAsync);
        v1.MapGet("/read/{sourceId}", ReadEndpoint.GetAsync);
    }
}
