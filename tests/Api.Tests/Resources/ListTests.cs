using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Resources;

public sealed class ListTests : IAsyncLifetime
{
    private readonly TestApi api = new();

    public async ValueTask InitializeAsync()
    {
        await api.InitializeAsync();
        foreach (var name in (string[])["cherry", "apple", "banana", "date", "with,comma"])
            await api.AppAsync(name);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Pages_follow_one_another_by_absolute_addresses_that_keep_the_filters()
    {
        var names = new List<string>();
        var next = "/v3/apps?order_by=name&per_page=2&lifecycle_type=buildpack";
        while (next is not null)
        {
            var page = (await api.GetAsync(next)).Expect(HttpStatusCode.OK);
            names.AddRange(page.Resources.Select(row => row!["name"]!.GetValue<string>()));
            var href = page.Json!["pagination"]!["next"]?["href"]!.GetValue<string>();
            Assert.StartsWith(TestApi.Url, href ?? TestApi.Url, StringComparison.Ordinal);
            next = href?[TestApi.Url.Length..];
        }

        Assert.Equal(["apple", "banana", "cherry", "date", "with,comma"], names);
    }

    [Theory]
    [InlineData("names=apple,date", new[] { "apple", "date" })]
    [InlineData("names=with%252Ccomma", new[] { "with,comma" })]
    [InlineData("names=apple&names=", new[] { "apple" })]
    [InlineData("order_by=-name&per_page=1", new[] { "with,comma" })]
    [InlineData("created_ats[gt]=2020-01-01T00:00:00Z&names=date", new[] { "date" })]
    [InlineData("created_ats[lt]=2020-01-01T00:00:00Z", new string[0])]
    public async Task A_list_is_narrowed_and_ordered(string query, string[] names)
    {
        var answer = (await api.GetAsync("/v3/apps?" + query)).Expect(HttpStatusCode.OK);

        Assert.Equal(names, answer.Resources.Select(row => row!["name"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("colour=red", "Unknown query parameter(s): 'colour'. Valid parameters are: 'page', 'per_page'")]
    [InlineData("per_page=0", "per_page must be a whole number between 1 and 5000, not '0'")]
    [InlineData("per_page=5001", "per_page")]
    [InlineData("page=x", "page")]
    [InlineData("order_by=colour", "Order by can only be: 'created_at', 'updated_at', 'name', 'state'")]
    [InlineData("include=colour", "Invalid included resource: 'colour'")]
    [InlineData("created_ats=yesterday", "YYYY-MM-DDThh:mm:ssZ")]
    public async Task A_query_that_makes_no_sense_is_refused(string query, string text)
    {
        var answer = await api.GetAsync("/v3/apps?" + query);

        Assert.Equal((HttpStatusCode.BadRequest, 10005), (answer.Status, answer.Code));
        Assert.Contains(text, answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tier=front", 1)]
    [InlineData("tier!=front", 4)]
    [InlineData("tier", 1)]
    [InlineData("!tier", 4)]
    [InlineData("tier in (front,back)", 1)]
    [InlineData("tier notin (front,back),!colour", 4)]
    public async Task Labels_choose(string selector, int count)
    {
        var apple = (await api.GetAsync("/v3/apps?names=apple")).Resources[0]!["guid"];
        await api.PatchAsync($"/v3/apps/{apple}", """{"metadata":{"labels":{"tier":"front"}}}""");

        var answer = (await api.GetAsync("/v3/apps?label_selector=" + Uri.EscapeDataString(selector))).Expect(HttpStatusCode.OK);

        Assert.Equal(count, answer.Resources.Count);
    }

    [Fact]
    public async Task A_list_carries_along_what_include_names_once()
    {
        var answer = await api.GetAsync("/v3/apps?include=space,space.organization");

        Assert.Equal("dev", Assert.Single(answer.Json!["included"]!["spaces"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal("ingot", Assert.Single(answer.Json["included"]!["organizations"]!.AsArray())!["name"]!.GetValue<string>());
    }
}
