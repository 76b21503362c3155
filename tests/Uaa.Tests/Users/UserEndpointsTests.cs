using System.Net;

namespace Ingot.Uaa.Tests.Users;

public sealed class UserEndpointsTests : UaaTest
{
    private static readonly object Alice = new
    {
        userName = "alice@example.org",
        password = "hers",
        origin = "",
        name = new { familyName = "alice@example.org", givenName = "alice@example.org" },
        emails = new[] { new { value = "alice@example.org", primary = true } },
    };

    [Fact]
    public async Task A_new_user_can_sign_in_and_is_no_admin()
    {
        using var created = await Host.SendAsync(HttpMethod.Post, "/uaa/Users", await AdminTokenAsync(), Alice);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var user = await UaaHost.JsonOfAsync(created);
        var answer = await Host.SignInAsync("alice@example.org", "hers");
        var caller = Host.Tokens.Read(answer.GetProperty("access_token").GetString()!)!;
        Assert.Equal("uaa", user.GetProperty("origin").GetString());
        Assert.Equal(user.GetProperty("id").GetString(), caller.UserGuid);
        Assert.False(caller.IsAdmin);
        Assert.Contains("cloud_controller.write", caller.Scopes);
    }

    [Fact]
    public async Task A_name_can_be_taken_once_whatever_its_case()
    {
        var token = await AdminTokenAsync();
        using var first = await Host.SendAsync(HttpMethod.Post, "/uaa/Users", token, Alice);

        using var second = await Host.SendAsync(HttpMethod.Post, "/uaa/Users", token, new { userName = "ALICE@example.org", password = "x" });

        Assert.Equal("scim_resource_already_exists", await UaaHost.ErrorOfAsync(second, HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("userName eq \"alice@example.org\"", 1)]
    [InlineData("userName eq \"Alice@Example.org\" and origin eq \"uaa\"", 1)]
    [InlineData("username Eq \"alice@example.org\" AND origin eq \"ldap\"", 0)]
    [InlineData("email eq \"alice@example.org\"", 1)]
    [InlineData("userName eq \"a\\\"b\"", 0)]
    [InlineData("", 2)]
    public async Task Users_are_found_by_the_filters_clients_send(string filter, int expected)
    {
        var token = await AdminTokenAsync();
        using var created = await Host.SendAsync(HttpMethod.Post, "/uaa/Users", token, Alice);

        using var response = await Host.SendAsync(HttpMethod.Get, $"/uaa/Users?filter={Uri.EscapeDataString(filter)}", token);

        var list = await UaaHost.JsonOfAsync(response);
        Assert.Equal(expected, list.GetProperty("totalResults").GetInt32());
        Assert.Equal(expected, list.GetProperty("resources").GetArrayLength());
    }

    [Theory]
    [InlineData("userName co \"a\"")]
    [InlineData("shoeSize eq \"43\"")]
    [InlineData("userName eq \"a\" and ")]
    [InlineData("userName eq \"a\" origin eq \"b\"")]
    public async Task A_filter_that_is_not_understood_is_refused(string filter)
    {
        using var response = await Host.SendAsync(HttpMethod.Get, $"/uaa/Users?filter={Uri.EscapeDataString(filter)}", await AdminTokenAsync());

        Assert.Equal("invalid_request", await UaaHost.ErrorOfAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Users_are_the_admins_business()
    {
        using var created = await Host.SendAsync(HttpMethod.Post, "/uaa/Users", await AdminTokenAsync(), Alice);
        var guid = (await UaaHost.JsonOfAsync(created)).GetProperty("id").GetString();
        var hers = (await Host.SignInAsync("alice@example.org", "hers")).GetProperty("access_token").GetString();

        using var listing = await Host.SendAsync(HttpMethod.Get, "/uaa/Users", hers);
        using var creating = await Host.SendAsync(HttpMethod.Post, "/uaa/Users", hers, Alice);
        using var stranger = await Host.SendAsync(HttpMethod.Get, $"/uaa/Users/{guid}");
        using var herself = await Host.SendAsync(HttpMethod.Get, $"/uaa/Users/{guid}", hers);

        Assert.Equal("insufficient_scope", await UaaHost.ErrorOfAsync(listing, HttpStatusCode.Forbidden));
        Assert.Equal("insufficient_scope", await UaaHost.ErrorOfAsync(creating, HttpStatusCode.Forbidden));
        Assert.Equal("invalid_token", await UaaHost.ErrorOfAsync(stranger, HttpStatusCode.Unauthorized));
        Assert.Equal(HttpStatusCode.OK, herself.StatusCode);
    }

    [Fact]
    public async Task A_user_without_a_name_or_a_password_is_not_made()
    {
        var token = await AdminTokenAsync();

        using var nameless = await Host.SendAsync(HttpMethod.Post, "/uaa/Users", token, new { userName = "", password = "x" });
        using var open = await Host.SendAsync(HttpMethod.Post, "/uaa/Users", token, new { userName = "bob" });
        using var text = await Host.SendAsync(HttpMethod.Post, "/uaa/Users", token, "no object");

        Assert.Equal("invalid_scim_resource", await UaaHost.ErrorOfAsync(nameless, HttpStatusCode.BadRequest));
        Assert.Equal("invalid_password", await UaaHost.ErrorOfAsync(open, HttpStatusCode.UnprocessableEntity));
        Assert.Equal("invalid_scim_resource", await UaaHost.ErrorOfAsync(text, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task The_admin_is_not_deleted()
    {
        using var deleted = await Host.SendAsync(HttpMethod.Delete, $"/uaa/Users/{UaaModule.AdminUserGuid}", await AdminTokenAsync());

        Assert.Equal("invalid_scim_resource", await UaaHost.ErrorOfAsync(deleted, HttpStatusCode.BadRequest));
        await AdminTokenAsync();
    }

    [Fact]
    public async Task A_deleted_user_can_neither_sign_in_nor_renew()
    {
        var token = await AdminTokenAsync();
        using var created = await Host.SendAsync(HttpMethod.Post, "/uaa/Users", token, Alice);
        var guid = (await UaaHost.JsonOfAsync(created)).GetProperty("id").GetString();
        var refresh = (await Host.SignInAsync("alice@example.org", "hers")).GetProperty("refresh_token").GetString()!;

        using var deleted = await Host.SendAsync(HttpMethod.Delete, $"/uaa/Users/{guid}", token);
        using var again = await Host.SendAsync(HttpMethod.Delete, $"/uaa/Users/{guid}", token);
        using var signIn = await Host.PostTokenAsync(("grant_type", "password"), ("username", "alice@example.org"), ("password", "hers"));
        using var renewal = await Host.PostTokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh));

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(guid, (await UaaHost.JsonOfAsync(deleted)).GetProperty("id").GetString());
        Assert.Equal("scim_resource_not_found", await UaaHost.ErrorOfAsync(again, HttpStatusCode.NotFound));
        Assert.Equal(HttpStatusCode.Unauthorized, signIn.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, renewal.StatusCode);
    }

    [Fact]
    public async Task A_password_is_changed_by_who_knows_the_old_one()
    {
        var token = await AdminTokenAsync();
        var path = $"/uaa/Users/{UaaModule.AdminUserGuid}/password";

        using var wrong = await Host.SendAsync(HttpMethod.Put, path, token, new { oldPassword = "guess", password = "new" });
        using var right = await Host.SendAsync(HttpMethod.Put, path, token, new { oldPassword = Password, password = "new" });

        Assert.Equal("unauthorized", await UaaHost.ErrorOfAsync(wrong, HttpStatusCode.Unauthorized));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        await Host.SignInAsync("admin", "new");
        Assert.Equal("new", await File.ReadAllTextAsync(Directory.AdminPasswordFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_signed_in_user_is_told_who_they_are()
    {
        using var response = await Host.SendAsync(HttpMethod.Get, "/uaa/userinfo", await AdminTokenAsync());

        Assert.Equal(UaaModule.AdminUserGuid, (await UaaHost.JsonOfAsync(response)).GetProperty("user_id").GetString());
    }
}
