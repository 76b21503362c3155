using Ingot.Router.Forwarding;
using Ingot.Router.Routes;
using Ingot.Router.Upstreams;

namespace Ingot.Router.Requests;

/// <summary>Brings requests to apps: picks an instance, and another one where repeating is safe.</summary>
internal sealed class AppProxy(LiveRoutes routes, Forwarder forwarder, RouterOptions options, TimeProvider time)
{
    public async Task HandleAsync(ProxyRequest request, string host)
    {
        await request.HoldSmallBodyAsync(options.RequestTimeout, time);
        var answer = await FindAnswerAsync(request, host);
        if (answer is not null)
            await answer.SendAsync(request);
    }

    /// <summary>Forwards, or says which answer the client gets instead.</summary>
    private async ValueTask<RouterAnswer?> FindAnswerAsync(ProxyRequest request, string host)
    {
        var target = InstanceTarget.Find(request.Context.Request.Headers, out var invalid);
        if (invalid is not null)
            return invalid;
        request.StickyTo = StickySession.FindInstance(request.Context.Request.Headers.Cookie);
        var tried = new List<Endpoint>();
        while (true)
        {
            if ((routes.Current ?? await FirstRoutesAsync(request)) is not { } snapshot)
                return RouterAnswer.NoRouteTable;
            if (FindPool(snapshot, request, host, target, out var refusal) is not { } pool)
            {
                if (await routes.IsReplacedAsync(snapshot, options.Hold, request.Context.RequestAborted))
                    continue;
                return refusal;
            }
            var attempt = await TryAsync(request, pool, tried);
            if (attempt.LookAgain)
                continue;
            return attempt.Answer;
        }
    }

    /// <summary>Those that may serve the request, at least one; null when there is none, with the answer that says so.</summary>
    private static EndpointPool? FindPool(RouteSnapshot snapshot, ProxyRequest request, string host, InstanceTarget? target, out RouterAnswer? refusal)
    {
        var pool = snapshot.FindPool(host, request.Path);
        request.Route = pool;
        if (pool is not null && target is not null)
            pool = target.Narrow(pool);
        refusal =
            pool is null ? RouterAnswer.UnknownRoute(host)
            : !pool.Endpoints.IsEmpty ? null
            : target is not null ? RouterAnswer.UnknownInstance(target.Text)
            : RouterAnswer.NoEndpoints;
        return refusal is null ? pool : null;
    }

    private async ValueTask<Attempt> TryAsync(ProxyRequest request, EndpointPool pool, List<Endpoint> tried)
    {
        var outcome = Outcome.CannotConnect;
        var reached = 0;
        while (tried.Count == 0 || tried.Count < pool.Attempts || MayTryAnother(request, pool, tried, reached))
        {
            var endpoint = pool.Enter(tried, out var refusal, request.StickyTo);
            if (endpoint is null)
            {
                if (refusal == Admission.Removed)
                    return new Attempt(LookAgain: true, Answer: null);
                return new Attempt(LookAgain: false, refusal == Admission.Full ? RouterAnswer.ConnectionLimit : RouterAnswer.For(outcome));
            }
            tried.Add(endpoint);
            request.IsPrompt = !request.IsUpgrade && !pool.IsSlow;
            // Once: a request that takes an instance a long time is not to keep all of them busy.
            request.MayMove = request is { IsPrompt: true, IsRepeatable: true } && outcome != Outcome.Hung && tried.Count < pool.Attempts;
            outcome = await VisitAsync(request, endpoint);
            if (outcome is Outcome.CannotConnect or Outcome.NoAnswer)
                endpoint.MarkFailed();
            if (outcome != Outcome.CannotConnect)
                reached++;
            request.IsClientGone = outcome == Outcome.ClientGone;
            if (!MayRepeat(request, outcome))
                break;
        }
        return new Attempt(LookAgain: false, RouterAnswer.For(outcome));
    }

    private async ValueTask<Outcome> VisitAsync(ProxyRequest request, Endpoint endpoint)
    {
        request.Endpoint = endpoint;
        try
        {
            return await forwarder.ForwardAsync(request, endpoint.Connections);
        }
        finally
        {
            if (request.IsTunnel)
                endpoint.LeaveTunnel();
            else
                endpoint.Leave();
        }
    }

    /// <summary>
    /// A request that has reached few goes on to whoever is left: of the instances of a zone that has just died it may meet one after the
    /// other. Refusals take no time; what takes long ends it. One that reached many, and none lived to answer, may be what killed them.
    /// </summary>
    private bool MayTryAnother(ProxyRequest request, EndpointPool pool, List<Endpoint> tried, int reached) =>
        reached < pool.Attempts && tried.Count < pool.Endpoints.Length && time.GetElapsedTime(request.StartedAt) < options.Hold;

    private static bool MayRepeat(ProxyRequest request, Outcome outcome) =>
        outcome switch
        {
            Outcome.CannotConnect or Outcome.Hung => true,
            Outcome.NoAnswer => request.IsRepeatable,
            _ => false,
        };

    private async ValueTask<RouteSnapshot?> FirstRoutesAsync(ProxyRequest request)
    {
        try
        {
            return await routes.FirstAsync.WaitAsync(options.Hold, time, request.Context.RequestAborted);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <param name="LookAgain">The pool is from a table that has been replaced.</param>
    /// <param name="Answer">What to tell the client; null when it has its answer, or left.</param>
    private readonly record struct Attempt(bool LookAgain, RouterAnswer? Answer);
}
