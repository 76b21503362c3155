using Hello;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, HelloJson.Default));

var app = builder.Build();
var instance = Instance.FromEnvironment();
var requests = 0;

app.MapGet("/", () => Results.Content(Page.Render(instance, Interlocked.Increment(ref requests)), "text/html; charset=utf-8"));

app.MapGet("/json", () => new Greeting(instance.Index, instance.Zone, instance.Guid, Interlocked.Increment(ref requests)));

// Answers after ?ms= milliseconds, for trying what happens to a request under way.
app.MapGet(
    "/slow",
    async (int ms, CancellationToken cancelled) =>
    {
        await Task.Delay(Math.Clamp(ms, 0, 60_000), cancelled);
        return new Greeting(instance.Index, instance.Zone, instance.Guid, Interlocked.Increment(ref requests));
    }
);

// Sends back whatever comes, as it comes.
app.MapPost(
    "/echo",
    async http =>
    {
        Interlocked.Increment(ref requests);
        http.Response.ContentType = http.Request.ContentType ?? "application/octet-stream";
        http.Response.Headers["X-Instance-Index"] = instance.Index;
        await http.Request.Body.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
);

app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"hello: instance {instance.Index} in zone {instance.Zone} is listening"));
app.Run();
