using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Users;

public sealed class UserTests : IAsyncLifetime
{
    private readonly TestApi api = new();

    public ValueTask InitializeAsync() => api.InitializeAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Theory]
    [InlineData("""{"guid":"ann-guid"}""")]
    [InlineData("""{"username":"Ann","origin":"uaa"}""")]
    public async Task Somebody_who_can_sign_in_is_made_known(string body)
    {
        await SignInAsync("ann-guid", "ann");

        var created = (await api.PostAsync("/v3/users", body)).Expect(HttpStatusCode.Created);

        Assert.Equal("ann-guid", created.At<string>("guid"));
        Assert.Equal("ann", created.At<string>("username"));
        Assert.Equal("uaa", (await api.GetAsync("/v3/users/ann-guid")).At<string>("origin"));
    }

    [Fact]
    public async Task Somebody_is_made_known_once()
    {
        await SignInAsync("ann-guid", "ann");
        (await api.PostAsync("/v3/users", """{"guid":"ann-guid"}""")).Expect(HttpStatusCode.Created);

        var second = (await api.PostAsync("/v3/users", """{"guid":"ann-guid"}""")).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("User with guid 'ann-guid' already exists.", second.Detail);
    }

    [Theory]
    [InlineData("""{"guid":"nobody"}""", "No user exists with the guid 'nobody'.")]
    [InlineData("""{"username":"nobody","origin":"uaa"}""", "No user exists with the username 'nobody' and origin 'uaa'.")]
    [InlineData("""{"username":"nobody"}""", "Either 'guid' or both 'username' and 'origin' must be given")]
    [InlineData("""{"guid":"a","username":"b","origin":"c"}""", "Field 'guid' cannot go with 'username' or 'origin'")]
    public async Task Who_cannot_sign_in_is_refused(string body, string detail)
    {
        var answer = (await api.PostAsync("/v3/users", body)).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(detail, answer.Detail);
    }

    [Fact]
    public async Task The_admin_cannot_be_deleted()
    {
        var answer = (await api.DeleteAsync($"/v3/users/{FakeTokens.AdminGuid}")).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("User 'admin' cannot be deleted: nobody could administer the platform without it.", answer.Detail);
    }

    [Fact]
    public async Task Only_admins_make_users_known()
    {
        await SignInAsync("ann-guid", "ann");

        var answer = await api.PostAsync("/v3/users", """{"guid":"ann-guid"}""", FakeTokens.Joe);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }

    [Fact]
    public async Task A_role_makes_somebody_known_who_was_not()
    {
        await SignInAsync("ann-guid", "ann");

        (await GiveRoleAsync("""{"username":"ann"}""")).Expect(HttpStatusCode.Created);

        Assert.Equal("ann", (await api.GetAsync("/v3/users/ann-guid")).At<string>("username"));
    }

    [Fact]
    public async Task A_role_for_one_of_two_with_the_same_name_needs_the_origin()
    {
        await SignInAsync("ann-guid", "ann");
        await SignInAsync("other-ann", "ann", "ldap");

        var ambiguous = await GiveRoleAsync("""{"username":"ann"}""");
        var named = await GiveRoleAsync("""{"username":"ann","origin":"ldap"}""");

        Assert.Equal(
            "Ambiguous user. User with username 'ann' exists in the following origins: ldap, uaa. Specify an origin to disambiguate.",
            ambiguous.Detail
        );
        Assert.Equal("other-ann", named.At<string>("relationships.user.data.guid"));
    }

    [Fact]
    public async Task Deleting_a_user_takes_the_roles_along()
    {
        await SignInAsync("ann-guid", "ann");
        var role = (await GiveRoleAsync("""{"username":"ann"}""")).Expect(HttpStatusCode.Created).At<string>("guid");

        (await api.DeleteAsync("/v3/users/ann-guid")).Expect(HttpStatusCode.Accepted);

        Assert.Equal("User not found", (await api.GetAsync("/v3/users/ann-guid")).Detail);
        Assert.Equal("Role not found", (await api.GetAsync($"/v3/roles/{role}")).Detail);
    }

    private async Task<Answer> GiveRoleAsync(string user) =>
        await api.PostAsync(
            "/v3/roles",
            $$$$$"""
            {"type":"organization_user","relationships":{"user":{"data":{{{{{user}}}}}},
             "organization":{"data":{"guid":"{{{{{await api.OrganizationAsync()}}}}}"}}}}
            """
        );

    /// <summary>What the UAA writes when somebody is made there.</summary>
    private Task SignInAsync(string guid, string username, string origin = "uaa") =>
        api.Db.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    insert into uaa_users (guid, username, origin, email, given_name, family_name, password_hash, scopes, created_at, updated_at)
                    values (@guid, @username, @origin, @username, '', '', null, '[]', @Now, @Now)
                    """,
                    new { guid, username, origin, session.Now }
                ),
            TestContext.Current.CancellationToken
        );
}
