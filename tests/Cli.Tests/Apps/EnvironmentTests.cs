using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Apps;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task A_value_may_begin_with_a_hyphen()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Apps["shop"] = new FakeApp { Name = "shop" };
        platform.Answers["PATCH /v3/apps/shop-guid/environment_variables"] = (200, new { });
        using var client = await Client.LoggedInAsync(platform);

        var result = await client.RunAsync("set-env", "shop", "JAVA_OPTS", "-Xmx3");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["""{"var":{"JAVA_OPTS":"-Xmx3"}}"""], platform.Bodies);
    }

    [Fact]
    public async Task The_environment_is_shown_with_its_json_in_order()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Apps["shop"] = new FakeApp { Name = "shop" };
        platform.Answers["GET /v3/apps/shop-guid/env"] = (200, new
        {
            staging_env_json = new { },
            running_env_json = new { },
            environment_variables = new Dictionary<string, string> { ["B"] = "🚀", ["A"] = "<1>" },
            system_env_json = new Dictionary<string, object> { ["VCAP_SERVICES"] = new { } },
            application_env_json = new Dictionary<string, object> { ["VCAP_APPLICATION"] = new { uris = new[] { "a\"b" }, limits = new { mem = 64 }, users = (object?)null } },
        });
        using var client = await Client.LoggedInAsync(platform);

        var result = await client.RunAsync("env", "shop");

        Assert.Equal(
            """
            Getting env variables for app shop in org ingot / space dev as admin...
            System-Provided:
            VCAP_SERVICES: {}


            VCAP_APPLICATION: {
              "limits": {
                "mem": 64
              },
              "uris": [
                "a\"b"
              ],
              "users": null
            }


            User-Provided:
            A: <1>
            B: 🚀

            No running env variables have been set

            No staging env variables have been set


            """,
            result.Output);
    }

    [Fact]
    public async Task A_process_or_instance_the_app_lacks_is_named()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Apps["shop"] = new FakeApp { Name = "shop" };
        platform.Answers["DELETE /v3/apps/shop-guid/processes/web/instances/7"] = Missing("Instance not found");
        platform.Answers["POST /v3/apps/shop-guid/processes/worker/actions/scale"] = Missing("Process not found");
        using var client = await Client.LoggedInAsync(platform);

        var instance = await client.RunAsync("restart-app-instance", "shop", "7");
        var process = await client.RunAsync("scale", "shop", "-i", "2", "--process", "worker");

        Assert.Equal((1, "Instance 7 of process web not found\n"), (instance.ExitCode, instance.Errors));
        Assert.Equal((1, "Process worker not found\n"), (process.ExitCode, process.Errors));
    }

    private static (int, object) Missing(string detail) => (404, new { errors = new[] { new { code = 10010, title = "CF-ResourceNotFound", detail } } });
}
