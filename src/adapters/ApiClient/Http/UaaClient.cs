using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ingot.ApiClient.Logins;

namespace Ingot.ApiClient.Http;

/// <summary>Asks the UAA for tokens.</summary>
public sealed class UaaClient(ApiConnection connection, ILoginStore? store)
{
    public Task<LoginInfoResource> InfoAsync(string loginUrl, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{loginUrl.TrimEnd('/')}/login"), LoginJson.Default.LoginInfoResource, cancellationToken);

    /// <summary>Logs in with a password, a passcode or a client's own secret, and keeps the tokens.</summary>
    /// <param name="origin">The identity provider to ask, or null.</param>
    public async Task LogInAsync(IReadOnlyDictionary<string, string> credentials, string grantType, string? origin, CancellationToken cancellationToken)
    {
        var login = Store.Login;
        var hint = origin is null ? "" : $"?login_hint={Uri.EscapeDataString($"{{\"origin\":\"{JsonEncodedText.Encode(origin)}\"}}")}";
        var request = new HttpRequestMessage(HttpMethod.Post, $"{login.LoginUrl.TrimEnd('/')}/oauth/token{hint}")
        {
            Content = new FormUrlEncodedContent(credentials.Append(new("grant_type", grantType))),
        };
        if (grantType == "password")
            request.Headers.Authorization = Basic(login);
        Keep(await SendAsync(request, LoginJson.Default.TokenResource, cancellationToken));
    }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var login = Store.Login;
        var request = new HttpRequestMessage(HttpMethod.Post, $"{login.LoginUrl.TrimEnd('/')}/oauth/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("refresh_token", login.RefreshToken)]),
        };
        request.Headers.Authorization = Basic(login);
        Keep(await SendAsync(request, LoginJson.Default.TokenResource, cancellationToken));
    }

    /// <summary>Revokes a token by its id.</summary>
    public async Task RevokeAsync(string jti, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, $"{Store.Login.LoginUrl.TrimEnd('/')}/oauth/token/revoke/{Uri.EscapeDataString(jti)}");
        request.Headers.Authorization = AuthenticationHeaderValue.Parse(Store.Login.AccessToken);
        using var response = await connection.SendOnceAsync(request, cancellationToken);
    }

    /// <summary>Sends with the login's token to a path below the login server's address.</summary>
    internal async Task<T> SendAsync<T>(
        HttpMethod method, string path, HttpContent? content, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var response = await connection.SendRawAsync(
            () => new HttpRequestMessage(method, $"{Store.Login.LoginUrl.TrimEnd('/')}{path}") { Content = content }, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    private ILoginStore Store => store ?? throw new InvalidOperationException("This connection was made without a login.");

    private void Keep(TokenResource tokens) => Store.Keep($"{tokens.TokenType} {tokens.AccessToken}", tokens.RefreshToken);

    private static AuthenticationHeaderValue Basic(Login login) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Client}:{login.ClientSecret}")));

    private async Task<T> SendAsync<T>(HttpRequestMessage request, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var response = await connection.SendOnceAsync(request, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return await ApiConnection.ReadAsync(response, type, cancellationToken);
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw Refusal(response, body);
        }
    }

    private static UaaException Refusal(HttpResponseMessage response, string body)
    {
        try
        {
            if (JsonSerializer.Deserialize(body, LoginJson.Default.UaaErrorResource) is { Error: { } error } refusal)
                return new UaaException(response.StatusCode, error, refusal.ErrorDescription ?? error);
        }
        catch (JsonException)
        {
            // Not the UAA's format; told below.
        }
        return new UaaException(response.StatusCode, "unknown", $"The login server answered {(int)response.StatusCode}: {body}");
    }
}
