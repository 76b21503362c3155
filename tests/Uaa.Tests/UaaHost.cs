using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ingot.Hosting;
using Ingot.Protocol;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Ingot.Uaa.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Uaa.Tests;

/// <summary>The module behind a real Kestrel on a Unix socket, on a data directory that outlives it.</summary>
internal sealed class UaaHost : IAsyncDisposable
{
    public const string Url = "http://localhost:8080";

    private readonly WebApplication app;
    private readonly PlatformDb db;

    private UaaHost(DataDirectory directory, TimeProvider time)
    {
        directory.Create();
        var socket = Path.Combine(directory.Root, "run", "uaa.sock");
        db = PlatformDb.Open(directory.DatabaseFile, time);
        var builder = LocalServer.CreateBuilder();
        builder.ListenOnSocket(socket);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(directory);
        builder.Services.AddSingleton(db);
        builder.Services.AddSingleton(new PlatformAddress(Url, "localhost", 8080));
        builder.Services.AddUaa(new UaaOptions());
        app = builder.Build();
        app.MapUaa();
        Client = UnixSocketHttp.CreateClient(socket);
    }

    public HttpClient Client { get; }

    public ITokenReader Tokens => app.Services.GetRequiredService<ITokenReader>();

    public static async Task<UaaHost> StartAsync(DataDirectory directory, string? adminPassword = null, TimeProvider? time = null)
    {
        new AdminPassword(directory).Ask(adminPassword);
        var host = new UaaHost(directory, time ?? TimeProvider.System);
        await host.app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>A form as the cf client sends it.</summary>
    public Task<HttpResponseMessage> PostTokenAsync(params (string Name, string Value)[] fields) => PostFormAsync("/uaa/oauth/token", fields);

    public async Task<HttpResponseMessage> PostFormAsync(string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", "Y2Y6");
        request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> SignInAsync(string username, string password)
    {
        using var response = await PostTokenAsync(("grant_type", "password"), ("username", username), ("password", password));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonOfAsync(response);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("bearer", token);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> JsonOfAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    /// <summary>The error's code, when the response has the status.</summary>
    public static async Task<string?> ErrorOfAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        return (await JsonOfAsync(response)).GetProperty("error").GetString();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();
        await db.DisposeAsync();
    }
}
