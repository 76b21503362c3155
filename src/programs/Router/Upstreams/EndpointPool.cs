using System.Collections.Immutable;

namespace Ingot.Router.Upstreams;

/// <summary>The endpoints of one route, taken in turn from a random start.</summary>
/// <param name="appGuid">The app told of requests that reach no endpoint, or null.</param>
/// <param name="path">The route's path, empty without one.</param>
/// <param name="isSlow">Whether answers may begin late.</param>
internal sealed class EndpointPool(string? appGuid, ImmutableArray<Endpoint> endpoints, string path = "", bool isSlow = false)
{
    /// <summary>CF's limit of attempts per request; ours goes on where no connection could be made.</summary>
    private const int MaxAttempts = 3;

    private int next = Random.Shared.Next(int.MaxValue);

    public string? AppGuid => appGuid;

    public ImmutableArray<Endpoint> Endpoints => endpoints;

    public string Path => path;

    public bool IsSlow => isSlow;

    public int Attempts => Math.Min(MaxAttempts, endpoints.Length);

    /// <summary>
    /// Enters the next endpoint that is well and not in <paramref name="tried"/>; that of <paramref name="wanted"/>, an instance's guid, goes
    /// before the others. When there is none, marks of failure are cleared: an endpoint that may fail is better than none.
    /// </summary>
    public Endpoint? Enter(IReadOnlyList<Endpoint> tried, out Admission refusal, string? wanted = null)
    {
        refusal = Admission.Entered;
        if (wanted is not null && EnterInstance(wanted, tried) is { } sticky)
            return sticky;
        var start = (uint)Interlocked.Increment(ref next);
        if (EnterFrom(start, tried, takeAny: false, ref refusal) is { } healthy)
            return healthy;
        if (refusal != Admission.Entered)
            return null;
        foreach (var endpoint in endpoints)
        {
            if (!tried.Contains(endpoint))
                endpoint.ClearFailure();
        }
        return EnterFrom(start, tried, takeAny: true, ref refusal);
    }

    /// <summary>Null when it is gone, or cannot be entered: another one does as well.</summary>
    private Endpoint? EnterInstance(string guid, IReadOnlyList<Endpoint> tried)
    {
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Instance.InstanceGuid == guid)
                return !endpoint.IsOut && !tried.Contains(endpoint) && endpoint.Enter() == Admission.Entered ? endpoint : null;
        }
        return null;
    }

    private Endpoint? EnterFrom(uint start, IReadOnlyList<Endpoint> tried, bool takeAny, ref Admission refusal)
    {
        for (var offset = 0u; offset < endpoints.Length; offset++)
        {
            var endpoint = endpoints[(int)((start + offset) % (uint)endpoints.Length)];
            if (tried.Contains(endpoint) || (endpoint.IsOut && !takeAny))
                continue;
            var admission = endpoint.Enter();
            if (admission == Admission.Entered)
                return endpoint;
            refusal = admission;
        }
        return null;
    }
}
