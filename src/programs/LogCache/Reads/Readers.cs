using Ingot.Protocol.Controller;
using Microsoft.AspNetCore.Http;

namespace Ingot.LogCache.Reads;

/// <summary>Who reads, and what they may.</summary>
internal static class Readers
{
    private const string Scheme = "bearer ";

    /// <summary>The caller of the request, or null without a good token.</summary>
    public static Caller? Of(HttpRequest request, ITokenReader tokens) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? tokens.Read(header[Scheme.Length..].Trim())
            : null;

    public static async Task<bool> MayReadAsync(Caller caller, string sourceId, IAppVisibility apps, CancellationToken cancellationToken) =>
        caller.Scopes.Contains("doppler.firehose")
        || caller.Scopes.Contains("logs.admin")
        || await apps.MayReadAsync(caller, sourceId, cancellationToken);
}
