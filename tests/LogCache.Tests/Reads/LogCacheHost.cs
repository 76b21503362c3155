using System.Text.Json;
using Ingot.Hosting;
using Ingot.Protocol;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.LogCache.Tests.Reads;

/// <summary>The module behind a real Kestrel on a Unix socket. The token is the user's name; <c>alice</c> may read <see cref="Some.App"/>.</summary>
internal sealed class LogCacheHost : IAsyncDisposable
{
    private readonly string socket = Path.Combine(Path.GetTempPath(), $"ingot-{Guid.NewGuid():N}.sock");
    private readonly WebApplication app;

    private LogCacheHost()
    {
        var builder = LocalServer.CreateBuilder();
        builder.ListenOnSocket(socket);
        builder.Services.AddLogCache();
        builder.Services.AddSingleton<ITokenReader, NamesAsTokens>();
        builder.Services.AddSingleton<IAppVisibility, OneAppOfAlice>();
        app = builder.Build();
        app.MapLogCache();
        Client = UnixSocketHttp.CreateClient(socket);
    }

    public HttpClient Client { get; }

    public static async Task<LogCacheHost> StartAsync()
    {
        var host = new LogCacheHost();
        await host.app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public void Write(params LogLine[] lines) => app.Services.GetRequiredService<ILogSink>().Write(lines);

    public async Task<HttpResponseMessage> GetAsync(string path, string? user = "alice")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (user is not null)
            request.Headers.Add("Authorization", $"bearer {user}");
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> GetJsonAsync(string path, string? user = "alice")
    {
        using var response = await GetAsync(path, user);
        response.EnsureSuccessStatusCode();
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        File.Delete(socket);
    }

    private sealed class NamesAsTokens : ITokenReader
    {
        public Caller? Read(string token) =>
            token is "alice" or "bob" or "operator"
                ? new Caller(token, token, new HashSet<string>(token == "operator" ? ["logs.admin"] : ["cloud_controller.read"]))
                : null;
    }

    private sealed class OneAppOfAlice : IAppVisibility
    {
        public Task<bool> MayReadAsync(Caller caller, string appGuid, CancellationToken cancellationToken) =>
            Task.FromResult(caller.UserGuid == "alice" && appGuid == Some.App);
    }
}
