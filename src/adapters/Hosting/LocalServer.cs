using System.Net.Sockets;
using System.Text.Json.Serialization.Metadata;
using Ingot.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ingot.Hosting;

/// <summary>What every program's web host has in common: no configuration files, no default listener, one-line logs on standard error.</summary>
public static class LocalServer
{
    private static readonly object SocketItem = new();

    /// <summary>A builder without a listener; add one with <see cref="ListenOnSocket"/>.</summary>
    public static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(TimeProvider.System);
        WriteLines(builder.Logging);
        return builder;
    }

    /// <summary>The same logs for a program without a host.</summary>
    public static ILoggerFactory CreateLoggers() => LoggerFactory.Create(WriteLines);

    /// <summary>Serves on a Unix socket, replacing the file a killed predecessor left.</summary>
    public static void ListenOnSocket(this WebApplicationBuilder builder, string socketPath)
    {
        File.Delete(socketPath);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Unlike ListenUnixSocket this takes a relative path, see DataDirectory.
            kestrel.Listen(
                new UnixDomainSocketEndPoint(socketPath),
                listen =>
                    listen.Use(next =>
                        connection =>
                        {
                            connection.Items[SocketItem] = socketPath;
                            return next(connection);
                        }
                    )
            );
        });
    }

    /// <summary>Whether the request arrived on this socket, for a program that serves different things on several.</summary>
    public static bool CameThrough(this HttpContext http, string socketPath) =>
        http.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(SocketItem, out var socket) == true && (string?)socket == socketPath;

    /// <summary>Answers with a stream of messages, each flushed as it comes, until either side goes away.</summary>
    public static async Task WriteLinesAsync<T>(
        this HttpResponse response,
        IAsyncEnumerable<T> messages,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
    {
        response.ContentType = JsonLines.MediaType;
        try
        {
            await response.StartAsync(cancellationToken);
            await foreach (var message in messages.WithCancellation(cancellationToken))
                await JsonLines.WriteAsync(response.Body, message, type, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The reader went away; that is how these streams end.
        }
    }

    private static void WriteLines(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            options.UseUtcTimestamp = true;
        });
    }
}
