using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Ingot.Uaa.Tests.Tokens;

public sealed class TokenEndpointTests : UaaTest
{
    [Fact]
    public async Task A_password_gives_a_token_that_the_api_and_the_clients_can_read()
    {
        var answer = await Host.SignInAsync("admin", Password);

        var access = answer.GetProperty("access_token").GetString()!;
        var claims = Claims(access);
        Assert.Equal("bearer", answer.GetProperty("token_type").GetString());
        Assert.Equal(1200, answer.GetProperty("expires_in").GetInt32());
        Assert.Equal("admin", claims.GetProperty("user_name").GetString());
        Assert.Equal(UaaModule.AdminUserGuid, claims.GetProperty("user_id").GetString());
        Assert.Equal("uaa", claims.GetProperty("origin").GetString());
        Assert.Equal("cf", claims.GetProperty("client_id").GetString());
        Assert.Equal($"{UaaHost.Url}/uaa/oauth/token", claims.GetProperty("iss").GetString());
        Assert.Contains("cloud_controller", claims.GetProperty("aud").EnumerateArray().Select(audience => audience.GetString()));
        Assert.Equal(1200, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.False(claims.TryGetProperty("revocable", out _));
        Assert.Equal(
            "RS256",
            JsonDocument.Parse(Base64Url.DecodeFromChars(access.Split('.')[0])).RootElement.GetProperty("alg").GetString()
        );
        var caller = Host.Tokens.Read(access)!;
        Assert.Equal((UaaModule.AdminUserGuid, "admin", true), (caller.UserGuid, caller.UserName, caller.IsAdmin));
    }

    [Theory]
    [InlineData("admin", "wrong")]
    [InlineData("admin", "")]
    [InlineData("nobody", Password)]
    public async Task A_wrong_name_or_password_is_refused_without_telling_which(string username, string password)
    {
        using var response = await Host.PostTokenAsync(("grant_type", "password"), ("username", username), ("password", password));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(
            """{"error":"unauthorized","error_description":"Bad credentials"}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_name_is_found_whatever_its_case() =>
        Assert.Equal("admin", Claims((await Host.SignInAsync("ADMIN", Password)).GetProperty("access_token").GetString()!).GetProperty("user_name").GetString());

    [Fact]
    public async Task A_refresh_token_gives_new_tokens_after_a_restart()
    {
        var refresh = (await Host.SignInAsync("admin", Password)).GetProperty("refresh_token").GetString()!;

        await RestartAsync();
        using var response = await Host.PostTokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull(Host.Tokens.Read((await UaaHost.JsonOfAsync(response)).GetProperty("access_token").GetString()!));
    }

    [Fact]
    public async Task A_refresh_token_ends_with_the_password_it_was_given_for()
    {
        var refresh = (await Host.SignInAsync("admin", Password)).GetProperty("refresh_token").GetString()!;

        await RestartAsync(adminPassword: "another");
        using var response = await Host.PostTokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh));

        Assert.Equal("invalid_token", await UaaHost.ErrorOfAsync(response, HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Neither_kind_of_token_passes_for_the_other()
    {
        var answer = await Host.SignInAsync("admin", Password);
        var access = answer.GetProperty("access_token").GetString()!;
        using var response = await Host.PostTokenAsync(("grant_type", "refresh_token"), ("refresh_token", access));

        Assert.Equal("invalid_token", await UaaHost.ErrorOfAsync(response, HttpStatusCode.Unauthorized));
        Assert.Null(Host.Tokens.Read(answer.GetProperty("refresh_token").GetString()!));
    }

    [Fact]
    public async Task A_token_ends_when_its_time_is_over()
    {
        var access = await AdminTokenAsync();

        await RestartAsync(time: new LaterTime(TimeSpan.FromMinutes(21)));

        Assert.Null(Host.Tokens.Read(access));
    }

    [Fact]
    public async Task A_token_with_another_content_or_signature_is_none_of_ours()
    {
        var parts = (await AdminTokenAsync()).Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"admin\"", "\"other\"");
        var unsigned = Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8);

        Assert.Null(Host.Tokens.Read($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.{parts[2]}"));
        Assert.Null(Host.Tokens.Read($"{unsigned}.{parts[1]}."));
        Assert.Null(Host.Tokens.Read("no token at all"));
        Assert.Null(Host.Tokens.Read(""));
    }

    [Fact]
    public async Task A_sign_in_meant_for_another_identity_provider_is_refused()
    {
        (string, string)[] fields = [("grant_type", "password"), ("username", "admin"), ("password", Password)];
        using var foreign = await Host.PostFormAsync("/uaa/oauth/token?login_hint=%7B%22origin%22%3A%22ldap%22%7D", fields);
        using var own = await Host.PostFormAsync("/uaa/oauth/token?login_hint=%7B%22origin%22%3A%22uaa%22%7D", fields);

        Assert.Equal("unauthorized", await UaaHost.ErrorOfAsync(foreign, HttpStatusCode.Unauthorized));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Theory]
    [InlineData("implicit", "unsupported_grant_type")]
    [InlineData("client_credentials", "unsupported_grant_type")]
    [InlineData("", "invalid_request")]
    public async Task A_grant_we_do_not_give_is_named(string grant, string error)
    {
        using var response = await Host.PostTokenAsync(("grant_type", grant));

        Assert.Equal(error, await UaaHost.ErrorOfAsync(response, HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("Y2Y6c2VjcmV0")]
    [InlineData("b3RoZXI6")]
    [InlineData("%%%")]
    public async Task A_client_we_do_not_know_is_refused(string credentials)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/uaa/oauth/token");
        request.Headers.TryAddWithoutValidation("Authorization", $"Basic {credentials}");
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "password")]);
        using var response = await Host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("unauthorized", await UaaHost.ErrorOfAsync(response, HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_good_token_is_explained_to_who_asks()
    {
        using var good = await Host.PostFormAsync("/uaa/check_token", ("token", await AdminTokenAsync()));
        using var bad = await Host.PostFormAsync("/uaa/check_token", ("token", "nonsense"));

        Assert.Equal("admin", (await UaaHost.JsonOfAsync(good)).GetProperty("user_name").GetString());
        Assert.Equal("invalid_token", await UaaHost.ErrorOfAsync(bad, HttpStatusCode.Unauthorized));
    }

    private static JsonElement Claims(string token) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;

    private sealed class LaterTime(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;
    }
}
