using Ingot.Protocol.Controller;
using Microsoft.AspNetCore.Http;

namespace Ingot.Hosting;

/// <summary>The access token in a request's header.</summary>
public static class BearerToken
{
    private const string Scheme = "bearer ";

    /// <summary>Who makes the request, or null without a good token.</summary>
    public static Caller? Read(HttpRequest request, ITokenReader tokens) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? tokens.Read(header[Scheme.Length..].Trim())
            : null;
}
