using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Environments;

public sealed class EnvironmentTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("VCAP_X", "Environment variables cannot start with VCAP_: 'VCAP_X'")]
    [InlineData("vmc_x", "Environment variables cannot start with VMC_: 'vmc_x'")]
    [InlineData("Port", "Environment variables cannot set PORT")]
    [InlineData("A=B", "Environment variable name 'A=B' is invalid")]
    [InlineData("", "Environment variable names must not be empty")]
    public async Task Names_that_are_the_platforms_are_refused(string name, string detail)
    {
        var answer = await SetAsync(await api.AppAsync(Guid.NewGuid().ToString()), name, "1");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, detail), (answer.Status, answer.Detail));
    }

    [Fact]
    public async Task A_value_no_process_could_be_started_with_is_refused_and_what_was_set_stays()
    {
        var app = await api.AppAsync("large");
        (await SetAsync(app, "SMALL", "1")).Expect(HttpStatusCode.OK);
        (await SetAsync(app, "FITS", new string('x', 131_071 - "FITS=".Length))).Expect(HttpStatusCode.OK);

        var refused = await SetAsync(app, "LARGE", new string('x', 1 << 20));

        Assert.Equal(
            "Environment variable 'LARGE' is too long: '=' and value included it has 1048582 bytes, of at most 131071",
            refused.Expect(HttpStatusCode.UnprocessableEntity).Detail
        );
        Assert.Equal("1", (await api.GetAsync($"/v3/apps/{app}/environment_variables")).At<string>("var.SMALL"));
    }

    [Fact]
    public async Task All_variables_together_have_a_limit_too()
    {
        var app = await api.AppAsync("many");
        for (var i = 0; i < 8; i++)
            (await SetAsync(app, $"V{i}", new string('x', 130_000))).Expect(HttpStatusCode.OK);

        var refused = await SetAsync(app, "V8", new string('x', 130_000));

        Assert.Contains("of at most 1048576", refused.Expect(HttpStatusCode.UnprocessableEntity).Detail, StringComparison.Ordinal);
        Assert.Equal(8, (await api.GetAsync($"/v3/apps/{app}/environment_variables")).Json!["var"]!.AsObject().Count);
    }

    private Task<Answer> SetAsync(string app, string name, string value) =>
        api.PatchAsync($"/v3/apps/{app}/environment_variables", $$$"""{"var":{"{{{name}}}":"{{{value}}}"}}""");
}
