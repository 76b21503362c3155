using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Ingot.Manifests;
using Ingot.Manifests.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ingot.Cli.Tests.Fakes;

/// <summary>As much of a platform as the client talks to, over real HTTP on a free port.</summary>
internal sealed class FakePlatform : IAsyncDisposable
{
    private readonly WebApplication server;
    private int buildPolls;

    private FakePlatform(WebApplication server) => this.server = server;

    public const string Password = "let-me-in";

    public string Url => server.Urls.First();
    public Dictionary<string, FakeApp> Apps { get; } = [];
    public ConcurrentQueue<string> Requests { get; } = [];
    public ConcurrentQueue<string> Manifests { get; } = [];
    public ConcurrentQueue<(long Nanoseconds, string Source, string Type, string Text)> Log { get; } = [];
    public HashSet<string> Routes { get; } = [];
    public byte[] Archive { get; private set; } = [];
    public string? StagingError { get; set; }

    /// <summary>SHA-1s of the files it has.</summary>
    public HashSet<string> Known { get; } = [];

    /// <summary>The field <c>resources</c> of the last upload.</summary>
    public string Resources { get; private set; } = "";

    /// <summary>What every manifest is said to change.</summary>
    public IReadOnlyList<object> Differences { get; set; } = [];
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>What single requests, as <c>GET /path?query</c>, are answered with: a status and a body.</summary>
    public Dictionary<string, (int Status, object Body)> Answers { get; } = [];

    /// <summary>What happens while single requests, as <c>GET /path?query</c>, are on their way.</summary>
    public Dictionary<string, Action<HttpContext>> Meanwhile { get; } = [];

    /// <summary>The bodies of the requests that were so answered.</summary>
    public ConcurrentQueue<string> Bodies { get; } = [];

    /// <summary>The newest deployment, as it stands: value, reason and error; null when there was none.</summary>
    public (string Value, string Reason, string? Error)? Deployment { get; set; }

    /// <summary>How a deployment stands when it is asked for the second time.</summary>
    public (string Value, string Reason, string? Error) DeploymentEnd { get; set; } = ("FINALIZED", "DEPLOYED", null);

    private string strategy = "rolling";

    /// <summary>What a new app is like.</summary>
    public Action<FakeApp> Shape { get; set; } = _ => { };

    public static async Task<FakePlatform> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var platform = new FakePlatform(builder.Build());
        platform.Map();
        await platform.server.StartAsync();
        return platform;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private void Map()
    {
        server.Use(async (http, next) =>
        {
            Requests.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}");
            var isOpen = http.Request.Path.Value is "/" or "/uaa/login" or "/uaa/oauth/token";
            if (!isOpen && !http.Request.Headers.Authorization.ToString().StartsWith("bearer ", StringComparison.Ordinal))
            {
                await Refuse(401, 1000, "CF-InvalidAuthToken", "Invalid Auth Token").ExecuteAsync(http);
                return;
            }
            if (Meanwhile.TryGetValue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}", out var happens))
            {
                happens(http);
            }
            if (!Answers.TryGetValue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}", out var answer))
            {
                await next(http);
                return;
            }
            using var reader = new StreamReader(http.Request.Body);
            Bodies.Enqueue(await reader.ReadToEndAsync());
            await Results.Json(answer.Body, statusCode: answer.Status).ExecuteAsync(http);
        });
        server.MapGet("/", () => Results.Json(new
        {
            links = new
            {
                self = new { href = Url }, cloud_controller_v3 = new { href = $"{Url}/v3", meta = new { version = "3.180.0" } }, login = new { href = $"{Url}/uaa" },
                uaa = new { href = $"{Url}/uaa" }, log_cache = new { href = Url }, app_ssh = (object?)null,
            },
        }));
        server.MapGet("/uaa/login", () => Results.Json(new { prompts = new { username = new[] { "text", "Email" }, password = new[] { "password", "Password" } } }));
        server.MapPost("/uaa/oauth/token", TokenAsync);
        server.MapGet("/v3/organizations", (string? names) => List(names is null or "ingot" ? [new { guid = "org-guid", name = "ingot" }] : []));
        server.MapGet("/v3/spaces", (string? names) => List(names is null or "dev" ? [new { guid = "space-guid", name = "dev" }] : []));
        MapApps();
        MapPackages();
        MapRoutes();
        MapDeployments();
        server.MapGet("/api/v1/read/{guid}", Read);
    }

    private void MapApps()
    {
        server.MapGet("/v3/apps", (string? names) => List(Apps.Values.Where(app => names is null || app.Name == names).Select(Present)));
        server.MapGet("/v3/apps/{guid}/processes", (string guid) => List([PresentProcess(App(guid))]));
        server.MapGet("/v3/processes", () => List(Apps.Values.Select(PresentProcess)));
        server.MapGet("/v3/processes/{guid}", (string guid) => Results.Json(PresentProcess(App(guid))));
        server.MapGet("/v3/processes/{guid}/stats", (string guid) => Results.Json(App(guid).Stats()));
        server.MapGet("/v3/processes/{guid}/sidecars", () => List([]));
        server.MapGet("/v3/apps/{guid}/droplets/current", () => Results.Json(new { guid = "droplet-guid", created_at = "2026-01-02T03:04:05Z", stack = "linux", buildpacks = new[] { new { name = "static", detect_output = "", buildpack_name = "static", version = "1" } } }));
        server.MapPost("/v3/apps/{guid}/actions/{action}", (string guid, string action) =>
        {
            var app = App(guid);
            if (action is "stop" or "restart")
            {
                app.Stop();
            }
            if (action is "start" or "restart")
            {
                app.Start();
            }
            return Results.Json(Present(app));
        });
        server.MapPost("/v3/apps/{guid}/processes/web/actions/scale", async (string guid, HttpRequest request) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            if (body.RootElement.EnumerateObject().FirstOrDefault(member => member.Name is not ("instances" or "memory_in_mb" or "disk_in_mb")) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
            {
                return Refuse(422, 10008, "CF-UnprocessableEntity", $"Unknown field(s): '{unknown.Name}'");
            }
            var app = App(guid);
            app.Instances = body.RootElement.TryGetProperty("instances", out var instances) ? instances.GetInt32() : app.Instances;
            app.MemoryMb = body.RootElement.TryGetProperty("memory_in_mb", out var memory) ? memory.GetInt32() : app.MemoryMb;
            return Results.Json(PresentProcess(app), statusCode: 202);
        });
        server.MapDelete("/v3/apps/{guid}", (string guid, HttpResponse response) =>
        {
            Apps.Remove(App(guid).Name);
            return Job(response);
        });
    }

    private void MapPackages()
    {
        server.MapPost("/v3/spaces/{guid}/manifest_diff", () => Results.Json(new { diff = Differences }, statusCode: 201));
        server.MapPost("/v3/spaces/{guid}/actions/apply_manifest", async (HttpRequest request, HttpResponse response) =>
        {
            using var reader = new StreamReader(request.Body);
            var yaml = await reader.ReadToEndAsync();
            Manifests.Enqueue(yaml);
            foreach (var wanted in Manifest.Read(yaml, new ManifestOptions { AllowAnchors = false }).Apps)
            {
                if (!Apps.TryGetValue(wanted.Name, out var app))
                {
                    Apps[wanted.Name] = app = new FakeApp { Name = wanted.Name };
                    Shape(app);
                }
                app.Instances = wanted.Web?.Instances ?? app.Instances;
                app.Command = wanted.Web?.Command ?? app.Command;
                app.HasRoute = wanted.NoRoute != true;
            }
            return Job(response);
        });
        server.MapGet("/v3/jobs/{guid}", (string guid) => Results.Json(new { guid, state = "COMPLETE" }));
        server.MapGet("/v3/packages", () => List([]));
        server.MapPost("/v3/packages", () => Results.Json(new { guid = "package-guid", state = "AWAITING_UPLOAD" }, statusCode: 201));
        server.MapPost("/v3/packages/{guid}/upload", async (HttpRequest request) =>
        {
            await TakeAsync(request);
            return Results.Json(new { guid = "package-guid", state = "PROCESSING_UPLOAD" });
        });
        server.MapPost("/v3/resource_matches", async (HttpRequest request) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            var resources = body.RootElement.GetProperty("resources").EnumerateArray().Where(resource => Known.Contains(resource.GetProperty("checksum").GetProperty("value").GetString()!));
            return Results.Json(new { resources = resources.Select(resource => resource.Clone()).ToList() }, statusCode: 201);
        });
        server.MapPost("/v3/droplets", () => Results.Json(new { guid = "droplet-guid", state = "AWAITING_UPLOAD" }, statusCode: 201));
        server.MapPost("/v3/droplets/{guid}/upload", async (HttpRequest request, HttpResponse response) =>
        {
            await TakeAsync(request);
            return Job(response);
        });
        server.MapDelete("/v3/droplets/{guid}", Job);
        server.MapDelete("/v3/packages/{guid}", Job);
        server.MapGet("/v3/droplets/{guid}", () => Results.Json(new { guid = "droplet-guid", state = "STAGED" }));
        server.MapGet("/v3/apps/{guid}/manifest", (string guid) => Results.Text($"applications:\n- name: {App(guid).Name}\n", "application/x-yaml"));
        server.MapGet("/v3/packages/{guid}", () => Results.Json(new { guid = "package-guid", state = "READY" }));
        server.MapPost("/v3/builds", () => Results.Json(Build(), statusCode: 201));
        server.MapGet("/v3/builds/{guid}", () => Results.Json(Build()));
        server.MapPatch("/v3/apps/{guid}/relationships/current_droplet", () => Results.Json(new { data = new { guid = "droplet-guid" } }));
    }

    private async Task TakeAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        Resources = form["resources"].ToString();
        using var copy = new MemoryStream();
        if (form.Files["bits"] is { } bits)
        {
            await bits.CopyToAsync(copy);
        }
        Archive = copy.ToArray();
    }

    private void MapRoutes()
    {
        server.MapGet("/v3/apps/{guid}/routes", (string guid) => List(App(guid).HasRoute ? [Route(App(guid))] : []));
        server.MapGet("/v3/domains", (string names) => List(names == "localhost" ? [new { guid = "domain-guid", name = "localhost", supported_protocols = new[] { "http" } }] : []));
        server.MapGet("/v3/routes", (string? hosts, string? app_guids) => List(
            app_guids is not null ? Apps.Values.Where(app => app.HasRoute).Select(Route) : hosts is not null && Routes.Contains(hosts) ? [Route(hosts)] : []));
        server.MapPost("/v3/routes", async (HttpRequest request) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            var host = body.RootElement.GetProperty("host").GetString()!;
            Routes.Add(host);
            return Results.Json(Route(host), statusCode: 201);
        });
        server.MapPost("/v3/routes/{guid}/destinations", () => Results.Json(new { destinations = Array.Empty<object>() }));
    }

    private void MapDeployments()
    {
        server.MapGet("/v3/deployments", () => List(Deployment is null ? [] : [PresentDeployment()]));
        server.MapPost("/v3/deployments", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync();
            Bodies.Enqueue(body);
            strategy = JsonDocument.Parse(body).RootElement.GetProperty("strategy").GetString()!;
            foreach (var app in Apps.Values)
                app.Start();
            Deployment = ("ACTIVE", "DEPLOYING", null);
            return Results.Json(PresentDeployment(), statusCode: 201);
        });
        server.MapGet("/v3/deployments/{guid}", () =>
        {
            Deployment = DeploymentEnd;
            return Results.Json(PresentDeployment());
        });
        server.MapPost("/v3/deployments/{guid}/actions/continue", () =>
        {
            Deployment = ("ACTIVE", "DEPLOYING", null);
            return Results.Ok();
        });
        server.MapGet("/v3/apps/{guid}/features/revisions", () => Results.Json(new { name = "revisions", enabled = true }));
        server.MapGet("/v3/apps/{guid}/revisions", (string? versions) => List(new[] { 2, 1 }.Where(version => versions is null || versions == $"{version}").Select(Revision)));
        server.MapGet("/v3/apps/{guid}/revisions/deployed", () => List([Revision(2)]));
        server.MapGet("/v3/revisions/{guid}/environment_variables", () => Results.Json(new { var = new Dictionary<string, string> { ["COLOUR"] = "red" } }));
        server.MapPost("/v3/deployments/{guid}/actions/cancel", () =>
        {
            Deployment = ("ACTIVE", "CANCELING", null);
            return Results.Ok();
        });
    }

    private object PresentDeployment() => new
    {
        guid = "deployment-guid",
        status = new
        {
            value = Deployment!.Value.Value, reason = Deployment.Value.Reason, details = new { error = Deployment.Value.Error },
            canary = strategy == "canary" ? new { steps = new { current = 1, total = 2 } } : null,
        },
        strategy, options = new { max_in_flight = 1 },
    };

    private static object Revision(int version) => new
    {
        guid = $"revision-{version}", version, description = $"Change {version}.", deployable = true, droplet = new { guid = "droplet-guid" },
        created_at = "2026-01-02T03:04:05Z", metadata = new { labels = new { tier = "gold" }, annotations = new { } },
    };

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["grant_type"] == "password" && form["password"] != Password)
        {
            return Results.Json(new { error = "unauthorized", error_description = "Bad credentials" }, statusCode: 401);
        }
        var claims = JsonSerializer.SerializeToUtf8Bytes(new { user_name = "admin", user_id = "admin-guid", origin = "uaa", exp = (DateTimeOffset.UtcNow + TokenLife).ToUnixTimeSeconds(), jti = "token-id" });
        return Results.Json(new { access_token = $"e30.{System.Buffers.Text.Base64Url.EncodeToString(claims)}.c2ln", refresh_token = "refresh-me", token_type = "bearer", expires_in = 1200 });
    }

    private IResult Read(string guid, bool? descending, long start_time, int limit)
    {
        var lines = Log.Where(line => line.Nanoseconds >= start_time).OrderBy(line => line.Nanoseconds);
        var batch = (descending == true ? lines.Reverse() : lines).Take(limit).Select(line => new
        {
            timestamp = $"{line.Nanoseconds}", source_id = guid, instance_id = "0", tags = new { source_type = line.Source },
            log = new { payload = Convert.ToBase64String(Encoding.UTF8.GetBytes(line.Text)), type = line.Type },
        });
        return Results.Json(new { envelopes = new { batch } });
    }

    private object Build()
    {
        var isDone = buildPolls++ > 1;
        if (buildPolls == 1)
        {
            Log.Enqueue((DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000, "STG", "OUT", "Compiling"));
        }
        if (isDone)
        {
            buildPolls = 0;
        }
        return new
        {
            guid = "build-guid", state = !isDone ? "STAGING" : StagingError is null ? "STAGED" : "FAILED", error = isDone ? StagingError : null,
            droplet = isDone && StagingError is null ? new { guid = "droplet-guid" } : null,
        };
    }

    private FakeApp App(string guid) => Apps.Values.First(app => app.Guid == guid);

    private static object Present(FakeApp app) => new { guid = app.Guid, name = app.Name, state = app.State, lifecycle = new { type = "buildpack" } };

    private static object PresentProcess(FakeApp app) => new
    {
        guid = app.Guid, type = "web", command = app.Command, instances = app.Instances, memory_in_mb = app.MemoryMb, relationships = new { app = new { data = new { guid = app.Guid } } },
    };

    private static object Route(FakeApp app) => new { guid = $"{app.Name}-route", url = $"{app.Name}.localhost:8080", destinations = new[] { new { guid = "destination", app = new { guid = app.Guid } } } };

    private static object Route(string host) => new { guid = $"{host}-route", url = $"{host}.localhost:8080", destinations = Array.Empty<object>() };

    private static IResult List(IEnumerable<object> resources) => Results.Json(new { pagination = new { next = (object?)null }, resources });

    private static IResult Refuse(int status, int code, string title, string detail) => Results.Json(new { errors = new[] { new { code, title, detail } } }, statusCode: status);

    private IResult Job(HttpResponse response)
    {
        response.Headers.Location = $"{Url}/v3/jobs/job-guid";
        return Results.StatusCode(202);
    }
}
