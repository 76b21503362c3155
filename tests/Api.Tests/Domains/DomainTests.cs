using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Domains;

public sealed class DomainTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_shared_domain_takes_its_routes_with_it()
    {
        var domain = (await CreateAsync("Shared.Test")).Expect(HttpStatusCode.Created);
        var guid = domain.At<string>("guid");
        var body = $$$$$"""{"host":"a","relationships":{"space":{"data":{"guid":"{{{{{await api.SpaceAsync()}}}}}"}},"domain":{"data":{"guid":"{{{{{guid}}}}}"}}}}""";
        var route = (await api.PostAsync("/v3/routes", body)).Expect(HttpStatusCode.Created).At<string>("guid");

        (await api.DeleteAsync($"/v3/domains/{guid}")).Expect(HttpStatusCode.Accepted);

        Assert.Equal("shared.test", domain.At<string>("name"));
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/v3/routes/{route}")).Status);
    }

    [Theory]
    [InlineData("one", "RFC 1035")]
    [InlineData("under_score.test", "RFC 1035")]
    [InlineData(".test", "RFC 1035")]
    [InlineData("a..test", "RFC 1035")]
    [InlineData("-a.test", "RFC 1035")]
    [InlineData("a.test\\n", "RFC 1035")]
    [InlineData("", "Name can't be blank")]
    [InlineData("apps.test", "The domain name \"apps.test\" is already in use")]
    [InlineData("api.apps.test", "reserved for the platform")]
    public async Task A_name_that_cannot_be_had_is_refused(string name, string text)
    {
        var answer = await CreateAsync(name);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(text, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_above_or_below_anothers_private_domain_is_refused()
    {
        (await CreateAsync("private.test", await api.OrganizationAsync())).Expect(HttpStatusCode.Created);

        Assert.Contains("already reserved by another domain", (await CreateAsync("below.private.test")).Detail, StringComparison.Ordinal);
        (await CreateAsync("below.private.test", await api.OrganizationAsync())).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_domain_and_a_route_do_not_share_an_address()
    {
        await api.RouteAsync("held");
        (await CreateAsync("named.apps.test", await api.OrganizationAsync())).Expect(HttpStatusCode.Created);

        Assert.Contains("already reserved by a route", (await CreateAsync("held.apps.test")).Detail, StringComparison.Ordinal);
        Assert.Equal("Route conflicts with the domain 'named.apps.test'.", (await api.PostAsync("/v3/routes", await api.RouteBodyAsync("named"))).Detail);
    }

    [Fact]
    public async Task The_platforms_own_domain_stays()
    {
        var answer = await api.DeleteAsync($"/v3/domains/{await api.DomainAsync()}");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Domain 'apps.test' is the platform's own and cannot be deleted."), (answer.Status, answer.Detail));
    }

    [Fact]
    public async Task Only_admins_make_shared_domains()
    {
        var answer = await api.PostAsync("/v3/domains", """{"name":"joe.test"}""", FakeTokens.Joe);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }

    private Task<Answer> CreateAsync(string name, string? organization = null)
    {
        var owner = organization is null ? "" : $$$$""","relationships":{"organization":{"data":{"guid":"{{{{organization}}}}"}}}""";
        return api.PostAsync("/v3/domains", $$"""{"name":"{{name}}"{{owner}}}""");
    }
}
