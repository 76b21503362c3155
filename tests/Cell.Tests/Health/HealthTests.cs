using Ingot.Cell.Tests.Support;
using Ingot.Model.Instances;
using Ingot.Model.Processes;

namespace Ingot.Cell.Tests.Health;

/// <summary>The app is a Python server whose answers are files: <c>ready</c> is there or not.</summary>
public sealed class HealthTests
{
    private const string Server = "exec /usr/bin/python3 -u -m http.server $PORT --bind 127.0.0.1";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_check_passes_once_the_port_is_open()
    {
        await using var cell = await TestCell.StartAsync();
        var instance = await cell.StartAsync(Some.Instance(Server, check: new HealthCheck { Type = HealthCheckType.Port }));

        var status = await cell.WaitAsync(instance.InstanceGuid, InstanceState.Running);

        Assert.True(status.Routable);
    }

    [Fact]
    public async Task An_http_check_passes_on_200_only()
    {
        await using var cell = await TestCell.StartAsync();
        var well = await cell.StartAsync(
            Some.Instance(Server, check: new HealthCheck { Type = HealthCheckType.Http, Endpoint = "/hello" })
        );
        var unwell = await cell.StartAsync(
            Some.Instance(Server, index: 1, check: new HealthCheck { Type = HealthCheckType.Http, Endpoint = "/none", TimeoutSeconds = 2 })
        );

        await cell.WaitAsync(well.InstanceGuid, InstanceState.Running);
        var status = await cell.WaitAsync(unwell.InstanceGuid, InstanceState.Crashed);

        Assert.Matches(
            @"^Instance never healthy after 2s: failed to make HTTP request to '/none' on port \d+: received status code 404 in \d+ms$",
            status.ExitDescription
        );
    }

    [Fact]
    public async Task A_port_that_never_opens_is_a_crash_with_its_reason()
    {
        await using var cell = await TestCell.StartAsync();
        var instance = await cell.StartAsync(
            Some.Instance("sleep 1000", check: new HealthCheck { Type = HealthCheckType.Port, TimeoutSeconds = 1 })
        );

        var status = await cell.WaitAsync(instance.InstanceGuid, InstanceState.Crashed);

        Assert.Matches(
            @"^Instance never healthy after 1s: failed to make TCP connection to 127\.0\.0\.1:\d+: connection refused$",
            status.ExitDescription
        );
        await cell.WaitForLineAsync(line => line.Source.SourceType == "HEALTH" && line.Message.StartsWith("Timed out after 1s ("));
    }

    [Fact]
    public async Task One_failed_liveness_check_is_a_crash()
    {
        await using var cell = await TestCell.StartAsync();
        var alive = Path.Combine(cell.Data, "alive");
        await File.WriteAllTextAsync(alive, "yes", Cancelled);
        var instance = await cell.StartAsync(
            Some.Instance(
                $"ln -s {alive} alive; {Server}",
                check: new HealthCheck { Type = HealthCheckType.Http, Endpoint = "/alive", IntervalSeconds = 1 }
            )
        );
        await cell.WaitAsync(instance.InstanceGuid, InstanceState.Running);

        File.Delete(alive);

        var status = await cell.WaitAsync(instance.InstanceGuid, InstanceState.Crashed);
        Assert.StartsWith("Instance became unhealthy: failed to make HTTP request to '/alive'", status.ExitDescription);
        Assert.True(status.RanFor > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_port_that_is_closed_again_is_a_crash()
    {
        await using var cell = await TestCell.StartAsync();
        var open = "import os, socket, time; s = socket.create_server((\"127.0.0.1\", int(os.environ[\"PORT\"])));";
        var instance = await cell.StartAsync(
            Some.Instance(
                $"exec /usr/bin/python3 -c '{open} s.accept(); s.close(); time.sleep(1000)'",
                check: new HealthCheck { Type = HealthCheckType.Port, IntervalSeconds = 1 }
            )
        );

        var status = await cell.WaitAsync(instance.InstanceGuid, InstanceState.Crashed);

        Assert.Equal(
            $"Instance became unhealthy: failed to make TCP connection to 127.0.0.1:{status.Port}: connection refused",
            status.ExitDescription
        );
    }

    [Fact]
    public async Task An_app_that_answers_no_HTTP_never_becomes_healthy()
    {
        await using var cell = await TestCell.StartAsync();
        var garbage = "import os, socket; s = socket.create_server((\"127.0.0.1\", int(os.environ[\"PORT\"])));";
        var instance = await cell.StartAsync(
            Some.Instance(
                $"exec /usr/bin/python3 -c '{garbage}\nwhile True:\n c = s.accept()[0]; c.sendall(os.urandom(5000)); c.close()'",
                check: new HealthCheck { Type = HealthCheckType.Http, Endpoint = "/", TimeoutSeconds = 1 }
            )
        );

        var status = await cell.WaitAsync(instance.InstanceGuid, InstanceState.Crashed);

        Assert.StartsWith("Instance never healthy after 1s: failed to make HTTP request to '/'", status.ExitDescription);
    }

    [Fact]
    public async Task Readiness_decides_about_traffic_and_ends_nothing()
    {
        await using var cell = await TestCell.StartAsync();
        var ready = Path.Combine(cell.Data, "ready");
        var instance = await cell.StartAsync(
            Some.Instance(
                $"ln -s {ready} ready; {Server}",
                check: new HealthCheck { Type = HealthCheckType.Port },
                readiness: new HealthCheck { Type = HealthCheckType.Http, Endpoint = "/ready", IntervalSeconds = 1 }
            )
        );

        Assert.False((await cell.WaitAsync(instance.InstanceGuid, InstanceState.Running)).Routable);

        await File.WriteAllTextAsync(ready, "yes", Cancelled);
        await TestCell.WaitAsync(cell.Client, instance.InstanceGuid, status => status is { State: InstanceState.Running, Routable: true });

        File.Delete(ready);
        await TestCell.WaitAsync(cell.Client, instance.InstanceGuid, status => status is { State: InstanceState.Running, Routable: false });
    }
}
