using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ingot.Router.Forwarding;

/// <summary>A client's request on its way through the router, and what becomes of it.</summary>
internal sealed class ProxyRequest
{
    /// <summary>Bodies up to this size are held when that makes a request repeatable.</summary>
    private const int LargestReplay = 64 * 1024;

    public ProxyRequest(HttpContext context, long startedAt, DateTimeOffset time)
    {
        Context = context;
        StartedAt = startedAt;
        Time = time;
        Target = RequestTarget.Normalize(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        HasBody = context.Features.GetRequiredFeature<IHttpRequestBodyDetectionFeature>().CanHaveBody;
        IsUpgrade = context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };
        IsBodyTaken = !HasBody;
        IsRepeatable = IsIdempotent && !HasBody;
    }

    public HttpContext Context { get; }

    public long StartedAt { get; }

    public DateTimeOffset Time { get; }

    /// <summary>Path and query as the client wrote them.</summary>
    public string Target { get; }

    /// <summary>The target without its query.</summary>
    public ReadOnlySpan<char> Path => Target.AsSpan(0, Target.IndexOf('?') is var query && query < 0 ? Target.Length : query);

    public string RequestId { get; } = Guid.NewGuid().ToString();

    public bool HasBody { get; }

    /// <summary>True once nothing of the body is left with the client.</summary>
    public bool IsBodyTaken { get; set; }

    public bool IsUpgrade { get; }

    /// <summary>Whether the request may be sent a second time when no byte of an answer came to the first.</summary>
    public bool IsRepeatable { get; private set; }

    /// <summary>Whether it goes to another endpoint when the present one hangs.</summary>
    public bool MayMove { get; set; }

    /// <summary>Whether it should be answered soon; neither an upgrade nor a route declared slow is.</summary>
    public bool IsPrompt { get; set; }

    /// <summary>The whole body when it is held here; null when it is still with the client.</summary>
    public byte[]? Replay { get; private set; }

    /// <summary>The route it named; null when there is none.</summary>
    public Upstreams.EndpointPool? Route { get; set; }

    /// <summary>The instance that has the client's session, by the client's word; null for nearly all requests.</summary>
    public string? StickyTo { get; set; }

    /// <summary>The endpoint it was last sent to; null for the API's.</summary>
    public Upstreams.Endpoint? Endpoint { get; set; }

    /// <summary>True once both sides agreed to leave HTTP.</summary>
    public bool IsTunnel { get; set; }

    public long ReceivedBytes { get; set; }

    public long SentBytes { get; set; }

    public long AnsweredAt { get; set; }

    public string? RouterError { get; set; }

    /// <summary>True when the client left before it had its answer.</summary>
    public bool IsClientGone { get; set; }

    private bool IsIdempotent =>
        Context.Request.Method is "GET" or "HEAD" or "OPTIONS" or "TRACE"
        || Context.Request.Headers.ContainsKey("Idempotency-Key")
        || Context.Request.Headers.ContainsKey("X-Idempotency-Key");

    /// <summary>Reads a small body of an idempotent request beforehand, so that it can be repeated. A client too slow for that is left.</summary>
    public async ValueTask HoldSmallBodyAsync(TimeSpan patience, TimeProvider time)
    {
        if (!HasBody || Context.Request.ContentLength is not (> 0 and <= LargestReplay) || !IsIdempotent)
            return;
        var body = new byte[(int)Context.Request.ContentLength];
        await using var limit = time.CreateTimer(static client => ((HttpContext)client!).Abort(), Context, patience, Timeout.InfiniteTimeSpan);
        await Context.Request.Body.ReadExactlyAsync(body, Context.RequestAborted);
        ReceivedBytes = body.Length;
        Replay = body;
        IsBodyTaken = true;
        IsRepeatable = true;
    }
}
