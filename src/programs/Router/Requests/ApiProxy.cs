using System.Net.Sockets;
using Ingot.Router.Forwarding;
using Ingot.Router.Upstreams;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.Requests;

/// <summary>Brings requests to the API, and holds them while the controller restarts.</summary>
internal sealed class ApiProxy(RouterOptions options, Forwarder forwarder, TimeProvider time)
{
    private const string Unavailable =
        """{"errors":[{"code":10015,"title":"CF-ServiceUnavailable","detail":"The controller is not answering. Try again in a few seconds."}]}""";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Every request that may not be repeated brings another, which only others use: they would pile up.</summary>
    public ConnectionPool Connections { get; } = new(new UnixDomainSocketEndPoint(options.ApiSocket), time) { MaxIdle = 16 };

    public async Task HandleAsync(ProxyRequest request)
    {
        var aborted = request.Context.RequestAborted;
        await request.HoldSmallBodyAsync(options.RequestTimeout, time);
        var pause = FirstPause;
        while (true)
        {
            var outcome = await forwarder.ForwardAsync(request, Connections);
            var mayRepeat = outcome == Outcome.CannotConnect || (outcome == Outcome.NoAnswer && request.IsRepeatable);
            if (!mayRepeat || time.GetElapsedTime(request.StartedAt) + pause > options.Hold)
            {
                await EndAsync(request, outcome);
                return;
            }
            await Task.Delay(pause, time, aborted);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static async Task EndAsync(ProxyRequest request, Outcome outcome)
    {
        if (RouterAnswer.For(outcome) is not { } answer)
            return;
        if (outcome == Outcome.InvalidRequest)
        {
            await answer.SendAsync(request);
            return;
        }
        request.Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        request.Context.Response.Headers["X-Cf-RouterError"] = answer.Error;
        await RouterAnswer.SendBodyAsync(request, "application/json; charset=utf-8", Unavailable);
    }
}
