using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Ingot.Hosting;
using Ingot.Protocol;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ingot.Api.Tests.Support;

/// <summary>The API as a client sees it: a real server on a Unix socket over a real database, with fakes where other modules would be.</summary>
public sealed class TestApi : IAsyncLifetime
{
    public const string Url = "http://api.test:8080";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ingot-api-");
    private WebApplication? app;
    private HttpClient? client;
    private HttpClient? anonymous;

    public FakeInstances Instances { get; } = new();

    public FakeReconciler Reconciler { get; } = new();

    public FakeTokens Tokens { get; } = new();

    public DataDirectory Data { get; private set; } = null!;

    public PlatformDb Db { get; private set; } = null!;

    /// <summary>Everything that is mapped, as <c>GET /v3/apps/{guid}</c>.</summary>
    public IReadOnlyList<string> Endpoints =>
        [
            .. app!
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .SelectMany(endpoint =>
                    endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => $"{method} {Address(endpoint)}")
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Sends as the admin.</summary>
    public HttpClient Client => client!;

    /// <summary>Sends without saying who it is.</summary>
    public HttpClient Anonymous => anonymous!;

    private static string Address(RouteEndpoint endpoint) => '/' + endpoint.RoutePattern.RawText!.Trim('/').Replace(":int", "", StringComparison.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Data = PrepareFolder();
        Db = PlatformDb.Open(Data.DatabaseFile, TimeProvider.System);
        await Db.SeedAsync("apps.test", FakeTokens.AdminGuid, CancellationToken.None);
        var socket = Path.Combine(folder.FullName, "api.sock");
        var builder = LocalServer.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.ListenOnSocket(socket);
        builder.Services.AddSingleton(Db);
        builder.Services.AddSingleton(Data);
        builder.Services.AddSingleton(new PlatformAddress(Url, "apps.test", RoutePort: 8080));
        builder.Services.AddSingleton<IInstances>(Instances);
        builder.Services.AddSingleton<IReconciler>(Reconciler);
        builder.Services.AddSingleton<ITokenReader>(Tokens);
        builder.Services.AddApi();
        app = builder.Build();
        app.MapApi();
        await app.StartAsync();
        anonymous = UnixSocketHttp.CreateClient(socket);
        client = UnixSocketHttp.CreateClient(socket);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "bearer " + FakeTokens.Admin);
    }

    /// <summary>Makes the data directory, as the supervisor does before the API starts.</summary>
    public DataDirectory PrepareFolder()
    {
        var directory = new DataDirectory(folder.FullName);
        directory.Create();
        return directory;
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        anonymous?.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        await Db.DisposeAsync();
        folder.Delete(recursive: true);
    }

    public Task<Answer> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, body: null, token);

    public Task<Answer> PostAsync(string path, string? body = null, string? token = null) => SendAsync(HttpMethod.Post, path, body, token);

    public Task<Answer> PatchAsync(string path, string body, string? token = null) => SendAsync(HttpMethod.Patch, path, body, token);

    public Task<Answer> DeleteAsync(string path, string? token = null) => SendAsync(HttpMethod.Delete, path, body: null, token);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body, string? token)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "bearer " + token);
        using var response = await Client.SendAsync(request, Token);
        return await Answer.OfAsync(response);
    }
}

/// <summary>What came back.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Json, Uri? Location, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The text of the one error.</summary>
    public string Detail => Error["detail"]!.GetValue<string>();

    public int Code => Error["code"]!.GetValue<int>();

    public JsonArray Resources => Json!["resources"]!.AsArray();

    private JsonNode Error => Assert.Single(Json!["errors"]!.AsArray())!;

    /// <summary>The member at a path such as <c>data.checksum.value</c>.</summary>
    public T At<T>(string path) => path.Split('.').Aggregate(Json, (node, name) => node![name])!.GetValue<T>();

    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return this;
    }

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        var headers = response.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value));
        return new Answer(response.StatusCode, isJson ? JsonNode.Parse(text) : null, response.Headers.Location, text, headers);
    }
}
