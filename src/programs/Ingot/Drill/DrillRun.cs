using Ingot.ApiClient.Http;
using Ingot.Drill.Faults;
using Ingot.Drill.Clocks;
using Ingot.Drill.Measures;
using Ingot.Drill.Target;
using Ingot.Drill.Traffic;

namespace Ingot.Drill;

/// <summary>Causes faults one after the other while traffic flows and processes are watched.</summary>
internal sealed class DrillRun(DrilledPlatform platform, SteadyTraffic traffic, Action<string> say)
{
    /// <summary>Seen before and after each fault, so that a difference shows.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    /// <summary>Balance comes back by moving one instance after the other.</summary>
    private static readonly TimeSpan BalancePatience = TimeSpan.FromSeconds(30);

    /// <summary>A wait longer than this is told of.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    /// <summary>A median above this means that requests queue: nothing could be told from the answers then.</summary>
    private static readonly TimeSpan SlowestMedian = TimeSpan.FromMilliseconds(500);

    private static readonly Fault nothing = new("calm", "nothing happens", Harm.None, static (_, _) => Task.CompletedTask);

    private DrillClock Clock => platform.Clock;

    private int Instances => platform.App.Instances;

    /// <summary>What was seen of each fault, as soon as it is over.</summary>
    /// <exception cref="DrillException">The app is not well to begin with, or not up to the traffic.</exception>
    public async IAsyncEnumerable<Observation> RunAsync(
        IEnumerable<Fault> faults,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (!await IsToBeginAsync(() => platform.ServesAsync(Instances, cancellationToken), "every instance runs", cancellationToken))
            throw new DrillException($"Not all {Instances} instances of {platform.App.Name} run; `cf app {platform.App.Name}` tells why. A drill begins with an app that is well.");
        if (!await IsToBeginAsync(() => IsBalancedAsync(cancellationToken), "the zones have equally many instances", cancellationToken))
            throw new DrillException($"The zones of {platform.App.Name} differ by more than one instance. `ingot cells` shows whether one is drained; a drill begins with an app in balance.");
        traffic.Start();
        // The first requests pay for what starts up on both sides.
        await Task.Delay(Calm, Clock.Time, cancellationToken);
        var calm = await ObserveAsync(nothing, Clock.Now, cancellationToken);
        if (calm.Requests.Count == 0 || Latencies.Of(calm.Requests.Select(request => request.Took)).Median > SlowestMedian)
            throw new DrillException($"{platform.App.Name} does not keep up with the traffic when nothing happens. Send less, with --requests-per-second.");
        yield return calm;
        var from = calm.To;
        foreach (var fault in faults)
        {
            say($"{fault.Name}: {fault.About}");
            var seen = await ObserveAsync(fault, from, cancellationToken);
            yield return seen;
            from = seen.To;
        }
    }

    private async Task<Observation> ObserveAsync(Fault fault, TimeSpan from, CancellationToken cancellationToken)
    {
        var skewBefore = await platform.SkewAsync(cancellationToken);
        await Task.Delay(Calm, Clock.Time, cancellationToken);
        var failure = await TryAsync(fault.PrepareAsync, cancellationToken);
        var causedAt = Clock.Now;
        failure ??= await TryAsync(fault.CauseAsync, cancellationToken);
        var recovered = await Clock.WaitAsync(() => platform.ServesAsync(Instances, cancellationToken), DrilledPlatform.Patience, cancellationToken);
        var recoveredAt = Clock.Now;
        await Clock.WaitAsync(() => IsBalancedAsync(cancellationToken), BalancePatience, cancellationToken);
        await Task.Delay(Calm, Clock.Time, cancellationToken);
        var to = Clock.Now;
        await Clock.WaitAsync(() => Task.FromResult(traffic.HasEnded(to)), DrilledPlatform.Patience, cancellationToken);
        return new Observation
        {
            Fault = fault.Name,
            Harm = fault.Harm,
            Instances = Instances,
            From = from,
            CausedAt = causedAt,
            RecoveredAt = recovered ? recoveredAt : null,
            To = to,
            SkewBefore = skewBefore,
            SkewAfter = await platform.SkewAsync(cancellationToken),
            Failure = failure,
            Requests = traffic.Between(from, to),
            Holders = platform.Watch.Between(from, to),
        };
    }

    private async Task<bool> IsBalancedAsync(CancellationToken cancellationToken) =>
        await platform.SkewAsync(cancellationToken) <= 1 && await platform.ServesAsync(Instances, cancellationToken);

    /// <summary>Waits for what a drill begins with; says so when that takes a while.</summary>
    private async Task<bool> IsToBeginAsync(Func<Task<bool>> isSo, string what, CancellationToken cancellationToken)
    {
        if (await Clock.WaitAsync(isSo, Silence, cancellationToken))
            return true;
        say($"Waiting up to {BalancePatience.TotalSeconds:0} s until {what}");
        return await Clock.WaitAsync(isSo, BalancePatience, cancellationToken);
    }

    /// <summary>Returns why it could not be done, or null.</summary>
    private async Task<string?> TryAsync(Func<DrilledPlatform, CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act(platform, cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is DrillException or ApiException or UnreachableException or HttpRequestException)
        {
            return exception.Message;
        }
    }
}
