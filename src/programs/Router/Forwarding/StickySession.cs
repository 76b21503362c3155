using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Ingot.Router.Forwarding;

/// <summary>
/// Brings a client back to the instance whose app began a session with it, while that takes requests (CF: runtime-behaviour 5.6). The
/// client carries the instance's guid in a cookie beside the session's.
/// </summary>
internal static class StickySession
{
    private const string InstanceCookie = "__VCAP_ID__";

    private static readonly string[] SessionCookies = ["JSESSIONID", "__Host-JSESSIONID"];

    /// <summary>What the instance's cookie has in common with the session's, so that both live equally long.</summary>
    private static readonly string[] SharedAttributes = ["Secure", "SameSite", "Partitioned", "Expires", "Max-Age"];

    /// <summary>The instance a client with a session comes back to, by its Cookie headers; null without one.</summary>
    public static string? FindInstance(StringValues cookies)
    {
        foreach (var header in cookies)
        {
            // One fast search tells other cookies apart.
            if (header is null || !header.Contains(InstanceCookie, StringComparison.Ordinal))
                continue;
            foreach (var range in header.AsSpan().Split(';'))
            {
                var cookie = header.AsSpan()[range].Trim();
                if (Names(cookie, InstanceCookie))
                    return HasSession(cookies) ? cookie[(InstanceCookie.Length + 1)..].ToString() : null;
            }
        }
        return null;
    }

    /// <summary>Has the client come back to the instance that answers, if that begins a session or takes over for another instance.</summary>
    public static void Keep(ProxyRequest request)
    {
        var headers = request.Context.Response.Headers;
        if (headers.SetCookie.Count == 0 && request.StickyTo is null)
            return;
        if (request is not { Route: { } route, Endpoint.Instance.InstanceGuid: var instance })
            return;
        string? session = null;
        foreach (var cookie in headers.SetCookie)
        {
            // An app that chooses for itself is respected.
            if (Names(cookie, InstanceCookie))
                return;
            if (IsSession(cookie))
                session ??= cookie;
        }
        if (session is not null || (request.StickyTo ?? instance) != instance)
            headers.Append("Set-Cookie", $"{InstanceCookie}={instance}; Path={(route.Path.Length > 0 ? route.Path : "/")}; HttpOnly{Shared(session)}");
    }

    private static bool HasSession(StringValues cookies)
    {
        foreach (var header in cookies)
        {
            foreach (var range in header.AsSpan().Split(';'))
            {
                if (IsSession(header.AsSpan()[range].Trim()))
                    return true;
            }
        }
        return false;
    }

    private static bool IsSession(ReadOnlySpan<char> cookie)
    {
        foreach (var name in SessionCookies)
        {
            if (Names(cookie, name))
                return true;
        }
        return false;
    }

    private static bool Names(ReadOnlySpan<char> cookie, string name) =>
        cookie.Length > name.Length && cookie[name.Length] == '=' && cookie.StartsWith(name, StringComparison.Ordinal);

    private static string Shared(string? session)
    {
        var attributes = (session ?? "").Split(';', StringSplitOptions.TrimEntries).Skip(1);
        return string.Concat(attributes.Where(IsShared).Select(attribute => $"; {attribute}"));
    }

    private static bool IsShared(string attribute) => SharedAttributes.Contains(attribute.Split('=')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase);
}
