using Ingot.Router.Tests.Support;

namespace Ingot.Router.Tests.AccessLog;

public sealed class AccessLineTests
{
    [Fact]
    public async Task A_request_leaves_a_line_in_its_apps_log()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint(index: 2)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://shop.apps.test/buy?n=1") { Content = new StringContent("order") };
        request.Headers.UserAgent.ParseAdd("test/1.0");
        request.Headers.TryAddWithoutValidation("Referer", "say \"hello\"");

        using var answer = await router.Client.SendAsync(request);
        var line = await router.Controller.LineAsync();

        var id = answer.Headers.GetValues("X-Vcap-Request-Id").Single();
        Assert.Equal((Some.App, "RTR", "2"), (line.Source.AppGuid, line.Source.SourceType, line.Source.InstanceId));
        Assert.Matches(
            @"^shop\.apps\.test - \[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z\] ""POST /buy\?n=1 HTTP/1\.1"" 200 5 \d+ ""say \\""hello\\"""" ""test/1\.0"" "
                + $@"""127\.0\.0\.1:\d+"" ""127\.0\.0\.1:{backend.Port}"" x_forwarded_for:""127\.0\.0\.1"" x_forwarded_proto:""http"" vcap_request_id:""{id}"" "
                + $@"response_time:\d+\.\d+ gorouter_time:\d+\.\d+ app_id:""{Some.App}"" app_index:""2"" instance_id:""instance-{backend.Port}"" "
                + @"x_cf_routererror:""-"" x_b3_traceid:""-"" x_b3_spanid:""-"" x_b3_parentspanid:""-"" b3:""-""$",
            line.Message
        );
    }

    [Fact]
    public async Task Texts_of_the_client_without_measure_are_cut()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://shop.apps.test/?{new string('q', 20_000)}");
        request.Headers.UserAgent.ParseAdd(new string('u', 20_000));

        using var answer = await router.Client.SendAsync(request);
        var line = await router.Controller.LineAsync();

        Assert.InRange(line.Message.Length, 4000, 5000);
    }

    [Fact]
    public async Task A_request_that_no_instance_could_take_leaves_a_line_too()
    {
        await using var router = await TestRouter.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test"));

        using var answer = await router.Client.GetAsync("http://shop.apps.test/buy");
        var line = await router.Controller.LineAsync();

        Assert.Equal((Some.App, "RTR", "0"), (line.Source.AppGuid, line.Source.SourceType, line.Source.InstanceId));
        Assert.Contains("\"GET /buy HTTP/1.1\" 503 0 ", line.Message);
        Assert.Contains("\"-\" x_forwarded_for:", line.Message);
        Assert.Contains($"app_id:\"{Some.App}\" app_index:\"-\" instance_id:\"-\" x_cf_routererror:\"no_endpoints\"", line.Message);
    }

    [Fact]
    public async Task A_request_that_no_instance_accepted_names_the_last_one_tried()
    {
        await using var router = await TestRouter.StartAsync();
        var port = Some.RefusedPort();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", Some.Endpoint(port, index: 1)));

        using var answer = await router.Client.GetAsync("http://shop.apps.test/");
        var line = await router.Controller.LineAsync();

        Assert.Equal("1", line.Source.InstanceId);
        Assert.Contains("\"GET / HTTP/1.1\" 502 0 ", line.Message);
        Assert.Contains("x_cf_routererror:\"endpoint_failure (connection refused)\"", line.Message);
    }

    [Fact]
    public async Task A_controller_that_is_away_delays_no_request()
    {
        await using var router = await TestRouter.StartAsync();
        await using var backend = await Backend.StartAsync();
        await router.Controller.RouteAsync(Some.Route("shop.apps.test", backend.Endpoint()));

        await router.Controller.DisposeAsync();
        for (var request = 0; request < 50; request++)
            await router.Client.GetStringAsync("http://shop.apps.test/");
        await using var successor = new FakeController(router.Options.ControllerSocket);
        await successor.StartAsync();

        Assert.Contains("\"GET / HTTP/1.1\" 200", (await successor.LineAsync()).Message);
    }
}
