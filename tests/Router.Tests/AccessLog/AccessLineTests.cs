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
        Assert.Equal((Some.App, "RTR", "2"), (line.AppGuid, line.SourceType, line.InstanceId));
        Assert.Matches(
            @"^shop\.apps\.test - \[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z\] ""POST /buy\?n=1 HTTP/1\.1"" 200 5 \d+ ""say \\""hello\\"""" ""test/1\.0"" "
                + $@"""127\.0\.0\.1:\d+"" ""127\.0\.0\.1:{backend.Port}"" x_forwarded_for:""127\.0\.0\.1"" x_forwarded_proto:""http"" vcap_request_id:""{id}"" "
                + $@"response_time:\d+\.\d+ gorouter_time:\d+\.\d+ app_id:""{Some.App}"" app_index:""2"" instance_id:""instance-{backend.Port}"" "
                + @"x_cf_routererror:""-"" x_b3_traceid:""-"" x_b3_spanid:""-"" x_b3_parentspanid:""-"" b3:""-""$",
            line.Message
        );
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
