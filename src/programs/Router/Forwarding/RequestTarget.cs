namespace Ingot.Router.Forwarding;

/// <summary>The second word of a request line.</summary>
internal static class RequestTarget
{
    /// <summary>Cuts the origin off an absolute target (RFC 9112, 3.2.2); the Host header says the same.</summary>
    public static string Normalize(string target)
    {
        if (target.StartsWith('/') || target == "*")
            return target;
        var authority = target.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
            return "/";
        var rest = target.AsSpan(authority + 3);
        var path = rest.IndexOfAny('/', '?');
        if (path < 0)
            return "/";
        return rest[path] == '/' ? rest[path..].ToString() : $"/{rest[path..]}";
    }
}
