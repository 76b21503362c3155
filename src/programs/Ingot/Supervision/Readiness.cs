using Ingot.Settings;

namespace Ingot.Supervision;

/// <summary>Waits until a client would be answered: one request through the front door, the router and the controller.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <exception cref="UpException">A process cannot start, or nothing answered within a minute.</exception>
    public static async Task WaitAsync(ListenAddress listen, Supervisor supervisor, ChildStarter starter, TimeProvider time, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(Patience);
        var answered = WaitForAnswerAsync(listen, time, giveUp.Token);
        if (await Task.WhenAny(answered, supervisor.CannotStart) != answered)
        {
            await giveUp.CancelAsync();
            var log = starter.LogFile(await supervisor.CannotStart);
            throw new UpException(File.ReadLines(log).LastOrDefault() ?? $"A process of the platform cannot start, see {log}.");
        }
        try
        {
            await answered;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UpException($"The platform did not answer within {Patience.TotalSeconds:0} s, see {starter.LogFile("controller")}.");
        }
    }

    /// <summary>Asks until the platform answers; <paramref name="isOurs"/> tells whether the one that answers is meant.</summary>
    public static async Task WaitForAnswerAsync(
        ListenAddress listen,
        TimeProvider time,
        CancellationToken cancellationToken,
        Func<Task<bool>>? isOurs = null
    )
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var url = new Uri($"http://{listen.FromHere}/v3/info");
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Host = "127.0.0.1" } };
                using var response = await client.SendAsync(request, cancellationToken);
                if (response.IsSuccessStatusCode && (isOurs is null || await isOurs()))
                    return;
            }
            catch (HttpRequestException)
            {
                // The router ended before it answered, and the next one will; or another platform answered, and ours listens nowhere yet.
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
