using System.Text;
using Microsoft.AspNetCore.Http;

namespace Ingot.Uaa.Tokens;

/// <summary>Programs that sign users in. There is one: every <c>cf</c> client, with an empty secret.</summary>
internal static class OAuthClient
{
    private const string Name = "cf";
    private const string Scheme = "Basic ";

    /// <summary>The client's name, from the header or the form, or null when it is not who it says.</summary>
    public static string? Authenticate(HttpRequest request, IFormCollection form)
    {
        var header = request.Headers.Authorization.ToString();
        var (name, secret) = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? Decode(header[Scheme.Length..].Trim())
            : (form["client_id"].ToString(), form["client_secret"].ToString());
        return name == Name && secret.Length == 0 ? Name : null;
    }

    private static (string Name, string Secret) Decode(string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var length))
            return ("", "");
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
