using System.Diagnostics;
using System.Net.Sockets;
using Ingot.Model.Processes;

namespace Ingot.Cell.Health;

/// <summary>Asks an instance once how it is.</summary>
internal sealed class Probe(HealthCheck check, string address, int port)
{
    /// <summary>Every attempt on a connection of its own: a kept one says nothing about whether new ones are accepted.</summary>
    private static readonly HttpClient http = CreateClient();

    /// <summary>Whether there is anything to ask.</summary>
    public bool Asks => check.Type is not HealthCheckType.Process && port != 0;

    /// <summary>Null when it is well, else what is wrong, in Diego's words.</summary>
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        if (!Asks)
            return null;
        var timeout = TimeSpan.FromSeconds(Math.Max(1, check.InvocationTimeoutSeconds));
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(timeout);
        try
        {
            return check.Type is HealthCheckType.Http ? await GetAsync(attempt.Token) : await ConnectAsync(attempt.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{What}: timed out after {timeout.TotalSeconds:0.00} seconds";
        }
    }

    private string What =>
        check.Type is HealthCheckType.Http
            ? $"failed to make HTTP request to '{check.Endpoint}' on port {port}"
            : $"failed to make TCP connection to {address}:{port}";

    private async Task<string?> ConnectAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, port, cancellationToken);
            return null;
        }
        catch (SocketException exception)
        {
            return $"{What}: {Words(exception)}";
        }
    }

    private async Task<string?> GetAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{address}:{port}{check.Endpoint}"));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            return status == 200
                ? null
                : $"{What}: received status code {status} in {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0}ms";
        }
        catch (HttpRequestException exception)
        {
            return $"{What}: {(exception.InnerException is SocketException refused ? Words(refused) : "the connection broke")}";
        }
    }

    private static string Words(SocketException exception) =>
        exception.SocketErrorCode is SocketError.ConnectionRefused ? "connection refused" : exception.Message;

    private static HttpClient CreateClient()
    {
        var client = new HttpClient(
            new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false, UseCookies = false }
        );
        client.DefaultRequestHeaders.UserAgent.ParseAdd("diego-healthcheck");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }
}
