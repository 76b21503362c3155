using System.Net;
using System.Net.Http.Headers;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Http;

public sealed class TypeFaultTests(TestApi api) : IClassFixture<TestApi>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/v3/apps", """{"name":5}""", "name must be a string, not 5")]
    [InlineData("POST", "/v3/apps", "[]", "The request body must be a JSON object, not an array")]
    [InlineData("POST", "/v3/apps", "null", "The request body must be a JSON object, not null")]
    [InlineData("POST", "/v3/apps", """{"relationships":[]}""", "relationships must be an object, not an array")]
    [InlineData("POST", "/v3/apps", """{"relationships":{"space":{"data":{"guid":7}}}}""", "relationships.space.data.guid must be a string, not 7")]
    [InlineData("POST", "/v3/apps", """{"name":"\ud800"}""", """name must be Unicode text, not "\ud800" """)]
    [InlineData("POST", "/v3/apps", """{"environment_variables":{"A":5}}""", "Non-string value in environment variable for key 'A', value '5'")]
    [InlineData("PATCH", "/v3/apps/{app}/environment_variables", """{"var":{"A":{"b":1}}}""", "Non-string value in environment variable for key 'A', value '{\"b\":1}'")]
    [InlineData("PATCH", "/v3/apps/{app}", """{"metadata":{"labels":{"a":true}}}""", "metadata.labels.a must be a string, not true")]
    [InlineData("POST", "/v3/processes/{app}/actions/scale", """{"instances":"3"}""", """instances must be a whole number, not "3" """)]
    [InlineData("POST", "/v3/processes/{app}/actions/scale", """{"instances":1.5}""", "instances must be a whole number, not 1.5")]
    [InlineData("POST", "/v3/processes/{app}/actions/scale", """{"instances":9223372036854775808}""", "instances must be a whole number from -9223372036854775808 to 9223372036854775807, not 9223372036854775808")]
    [InlineData("PATCH", "/v3/apps/{app}/features/ssh", """{"enabled":"yes"}""", """enabled must be true or false, not "yes" """)]
    [InlineData("POST", "/v3/resource_matches", """{"resources":[{},{"size_in_bytes":"x"},{"size_in_bytes":null,"mode":6}]}""", """resources[1].size_in_bytes must be a whole number, not "x", resources[2].size_in_bytes must be a whole number, not null, resources[2].mode must be a string, not 6""")]
    public async Task A_value_of_a_wrong_type_is_named_with_what_it_must_be(string method, string path, string body, string detail)
    {
        var app = path.Contains("{app}", StringComparison.Ordinal) ? await api.AppAsync($"types-{Guid.NewGuid():N}") : "";

        var answer = await api.SendAsync(new HttpMethod(method), path.Replace("{app}", app, StringComparison.Ordinal), body, token: null);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, 10008, detail.TrimEnd()), (answer.Status, answer.Code, answer.Detail));
    }

    [Fact]
    public async Task A_long_value_is_shown_by_its_beginning_and_of_many_faults_the_first_are_said()
    {
        var answer = await api.PostAsync("/v3/resource_matches", $$"""{"resources":[{{string.Join(',', Enumerable.Repeat($"\"{new string('v', 200)}\"", 1000))}}]}""");

        Assert.StartsWith($"resources[0] must be an object, not \"{new string('v', 59)}…, resources[1] must", answer.Detail);
        Assert.EndsWith("…", answer.Detail);
        Assert.DoesNotContain("resources[20]", answer.Detail);
    }

    [Fact]
    public async Task A_body_that_is_not_UTF_8_cannot_be_parsed()
    {
        using var content = new ByteArrayContent([.. """{"name":"caf"""u8, 0xE9, .. "\"}"u8]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

        using var response = await api.Client.PostAsync("/v3/apps", content, Token);

        var answer = await Answer.OfAsync(response);
        Assert.Equal((HttpStatusCode.BadRequest, 1001), (answer.Status, answer.Code));
        Assert.Equal("""Request invalid due to parse error: it is not UTF-8, with byte 0xE9 after '{"name":"caf'""", answer.Detail);
    }
}
