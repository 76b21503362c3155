using Ingot.Hosting;
using Ingot.Settings;
using Ingot.Supervision;

namespace Ingot.Upgrade;

/// <summary>Replaces the processes of a running platform by those of this Ingot, in the order in which an older one can live with a newer one.</summary>
internal sealed class ProcessReplacement(Supervisor supervisor, DataDirectory data, ListenAddress listen, Action<string> say, TimeProvider time)
{
    /// <summary>Clients are answered again through the router.</summary>
    private static readonly TimeSpan ControllerPatience = TimeSpan.FromSeconds(60);

    /// <summary>Null, or why it ended before everything was replaced.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        await supervisor.ReplaceControllerAsync();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(ControllerPatience);
        try
        {
            await Readiness.WaitForAnswerAsync(listen, time, giveUp.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The new controller did not answer within {ControllerPatience.TotalSeconds:0} s; see controller.log in the data directory's logs.";
        }
        say("controller: replaced");
        if (!await supervisor.TryReplaceRouterAsync())
            return "The new router does not answer, so the old one goes on; see router.log in the data directory's logs.";
        say("router: replaced; connections to the old one end within a minute");
        return await new CellReplacement(supervisor, data, say, time).RunAsync(cancellationToken);
    }
}
