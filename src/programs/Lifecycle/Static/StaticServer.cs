using System.Net;
using Ingot.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ingot.Lifecycle.Static;

/// <summary>Serves a <see cref="StaticSite"/> over HTTP with ETag, conditional and range requests. No directory is ever listed.</summary>
internal static class StaticServer
{
    /// <summary>Shorter than the platform's grace period of 10 s, so that downloads under way end in order.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(9);

    /// <param name="host">The address to listen on; every address when null.</param>
    public static WebApplication Create(StaticSite site, string? host, int port)
    {
        var builder = LocalServer.CreateBuilder();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.TryParse(host, out var address) ? address : IPAddress.Any, port);
        });

        var app = builder.Build();
        app.Use((http, next) => AnswerAsync(site, http, next));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = site.Files, DefaultFileNames = ["index.html"] });
        app.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = site.Files,
                // A file of an unknown kind is a download rather than missing.
                ServeUnknownFileTypes = true,
                DefaultContentType = "application/octet-stream",
                ContentTypeProvider = ContentTypes(),
            }
        );
        app.Run(http => FallBackAsync(site, http));
        return app;
    }

    private static Task AnswerAsync(StaticSite site, HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        return site.Serves(http.Request.Path.Value ?? "/") ? next(http) : FallBackAsync(site, http);
    }

    private static async Task FallBackAsync(StaticSite site, HttpContext http)
    {
        var fallback = site.Fallback();
        http.Response.StatusCode = fallback?.Status ?? StatusCodes.Status404NotFound;
        if (fallback is not { } page)
        {
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync("404 Not Found\n", http.RequestAborted);
            return;
        }

        var file = site.Files.GetFileInfo(page.Path);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = file.Length;
        if (HttpMethods.IsGet(http.Request.Method))
            await http.Response.SendFileAsync(file, http.RequestAborted);
    }

    /// <summary>Text says that it is UTF-8: without it browsers guess.</summary>
    private static FileExtensionContentTypeProvider ContentTypes()
    {
        var types = new FileExtensionContentTypeProvider();
        foreach (var (extension, type) in types.Mappings.Where(pair => pair.Value.StartsWith("text/", StringComparison.Ordinal)).ToList())
            types.Mappings[extension] = type + "; charset=utf-8";
        return types;
    }
}
