using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Pushing;

/// <summary>Pushes during which the controller goes: the router says that nobody listened, or that the connection ended without an answer.</summary>
public sealed class BrokenPushTests
{
    private const string NobodyListened = "endpoint_failure (connection refused)";
    private const string Unknown = "endpoint_failure (connection closed before an answer)";
    private static readonly (int, object) Unavailable =
        (503, new { errors = new[] { new { code = 10015, title = "CF-ServiceUnavailable", detail = "The controller is not answering. Try again in a few seconds." } } });

    [Theory]
    [InlineData("POST /v3/spaces/space-guid/actions/apply_manifest")]
    [InlineData("POST /v3/resource_matches")]
    [InlineData("POST /v3/packages")]
    [InlineData("POST /v3/apps/shop-guid/actions/restart")]
    public async Task A_request_that_does_no_harm_twice_is_sent_again_under_the_same_key(string request)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", new string('x', 70_000));
        var keys = FailOnce(platform, request, Unknown);

        var push = await client.RunAsync("push", "shop");

        Assert.Equal((0, "Instances starting...\n"), (push.ExitCode, push.Errors));
        Assert.Equal(2, keys.Count);
        Assert.NotEmpty(Assert.Single(keys.Distinct()));
    }

    [Theory]
    [InlineData("READY", 1)]
    [InlineData("AWAITING_UPLOAD", 2)]
    public async Task Files_are_sent_again_only_when_they_did_not_arrive(string state, int uploads)
    {
        const string Package = "GET /v3/packages/package-guid";
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "pass");
        platform.Answers[Package] = (200, new { guid = "package-guid", state });
        var keys = FailOnce(platform, "POST /v3/packages/package-guid/upload", Unknown, () => platform.Answers.Remove(Package));

        var push = await client.RunAsync("push", "shop");

        Assert.Equal(0, push.ExitCode);
        Assert.Equal(Enumerable.Repeat("", uploads), keys);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_build_is_ordered_again_only_when_the_order_did_not_arrive(bool arrived, int orders)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "pass");
        platform.Answers["GET /v3/builds?package_guids=package-guid&states=STAGING"] =
            (200, new { pagination = new { next = (object?)null }, resources = arrived ? [new { guid = "build-guid", state = "STAGING" }] : Array.Empty<object>() });
        var keys = FailOnce(platform, "POST /v3/builds", Unknown);

        var push = await client.RunAsync("push", "shop");

        Assert.Equal(0, push.ExitCode);
        Assert.Equal(Enumerable.Repeat("", orders), keys);
    }

    [Theory]
    [InlineData(NobodyListened, 0, 2)]
    [InlineData(Unknown, 1, 1)]
    public async Task A_request_that_may_do_harm_twice_is_sent_again_only_when_it_did_not_arrive(string error, int exitCode, int sent)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "pass");
        var keys = FailOnce(platform, "POST /v3/deployments", error);

        var push = await client.RunAsync("push", "shop", "--strategy", "rolling");

        Assert.Equal((exitCode, sent), (push.ExitCode, keys.Count));
    }

    /// <summary>Returns the keys of the requests, empty where there is none, as they arrive.</summary>
    private static List<string> FailOnce(FakePlatform platform, string request, string error, Action? afterwards = null)
    {
        var keys = new List<string>();
        platform.Answers[request] = Unavailable;
        platform.Meanwhile[request] = http =>
        {
            keys.Add(http.Request.Headers["Idempotency-Key"].ToString());
            if (keys.Count == 1)
            {
                http.Response.Headers["X-Cf-RouterError"] = error;
            }
            else
            {
                platform.Answers.Remove(request);
                afterwards?.Invoke();
            }
        };
        return keys;
    }
}
