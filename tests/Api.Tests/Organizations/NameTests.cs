using System.Net;
using System.Text.Json;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Organizations;

public sealed class NameTests(TestApi api) : IClassFixture<TestApi>
{
    public static TheoryData<string, string> BadNames =>
        new()
        {
            { "", "Name can't be blank" },
            { " ", "Name can't be blank" },
            { new string('n', 300), "Name is too long (maximum is 255 characters)" },
            { "two\nlines", "Name must not contain control characters such as line ends" },
        };

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task A_name_that_breaks_a_rule_is_refused_for_apps_spaces_and_organizations(string name, string detail)
    {
        var (space, organization, json) = (await api.SpaceAsync(), await api.OrganizationAsync(), JsonSerializer.Serialize(name));
        Answer[] answers =
        [
            await api.PostAsync("/v3/organizations", $$"""{"name":{{json}}}"""),
            await api.PatchAsync($"/v3/organizations/{organization}", $$"""{"name":{{json}}}"""),
            await api.PostAsync("/v3/spaces", $$$$$"""{"name":{{{{{json}}}}},"relationships":{"organization":{"data":{"guid":"{{{{{organization}}}}}"}}}}"""),
            await api.PatchAsync($"/v3/spaces/{space}", $$"""{"name":{{json}}}"""),
            await api.PostAsync("/v3/apps", $$$$$"""{"name":{{{{{json}}}}},"relationships":{"space":{"data":{"guid":"{{{{{space}}}}}"}}}}"""),
        ];

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.UnprocessableEntity, detail), (answer.Status, answer.Detail)));
    }

    [Fact]
    public async Task A_name_may_be_of_any_letters()
    {
        var created = await api.PostAsync("/v3/organizations", """{"name":"🚀, größer"}""");

        Assert.Equal("🚀, größer", created.Expect(HttpStatusCode.Created).At<string>("name"));
        Assert.Single((await api.GetAsync($"/v3/organizations?names={Uri.EscapeDataString("🚀%2C größer")}")).Resources);
    }
}
