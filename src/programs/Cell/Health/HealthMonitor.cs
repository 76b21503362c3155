using Ingot.Cell.Output;
using Ingot.Model.Processes;

namespace Ingot.Cell.Health;

/// <summary>Watches over one instance from its start: start-up, then liveness and readiness.</summary>
internal sealed class HealthMonitor(
    HealthCheck check,
    HealthCheck readiness,
    string address,
    int port,
    AppOutput output,
    TimeProvider time
)
{
    private readonly Probe liveness = new(check, address, port);
    private readonly Probe ready = new(readiness, address, port);

    /// <summary>Whether traffic waits for a check of its own.</summary>
    public bool HasReadinessCheck => ready.Asks;

    /// <summary>Null when the instance became healthy in time, else why it crashed.</summary>
    public async Task<string?> WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        output.SayCell("Starting health monitoring of container");
        var limit = TimeSpan.FromSeconds(check.TimeoutSeconds);
        var began = time.GetTimestamp();
        var pause = ProbePace.First;
        for (var attempts = 1; ; attempts++)
        {
            var fault = await liveness.FindFaultAsync(cancellationToken);
            if (fault is null)
            {
                output.SayCell("Container became healthy");
                return null;
            }
            if (time.GetElapsedTime(began) + pause >= limit)
            {
                var words = Durations.Words(limit);
                output.SayHealth($"Timed out after {words} ({attempts} attempts) waiting for startup check to succeed: {fault}");
                output.SayCell($"Failed after {words}: startup health check never passed.");
                return $"Instance never healthy after {words}: {fault}";
            }
            await Task.Delay(pause, time, cancellationToken);
            pause = ProbePace.After(pause);
        }
    }

    /// <summary>Returns, with the reason of the crash, when one check fails.</summary>
    public async Task<string> WaitUntilUnhealthyAsync(CancellationToken cancellationToken)
    {
        if (!liveness.Asks)
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(check.IntervalSeconds), time, cancellationToken);
            if (await liveness.FindFaultAsync(cancellationToken) is { } fault)
            {
                output.SayHealth($"Liveness check unsuccessful: {fault}");
                output.SayCell("Container became unhealthy");
                return $"Instance became unhealthy: {fault}";
            }
        }
    }

    /// <summary>Tells every change of readiness, until it is cancelled; it begins as not ready.</summary>
    public async Task<string> FollowReadinessAsync(Action<bool> tell, CancellationToken cancellationToken)
    {
        output.SayCell("Starting readiness health monitoring of container");
        var isReady = false;
        for (var pause = ProbePace.First; ; )
        {
            var fault = await ready.FindFaultAsync(cancellationToken);
            if (isReady != fault is null)
            {
                isReady = fault is null;
                pause = ProbePace.First;
                Announce(fault);
                tell(isReady);
            }
            await Task.Delay(isReady ? TimeSpan.FromSeconds(readiness.IntervalSeconds) : pause, time, cancellationToken);
            pause = ProbePace.After(pause);
        }
    }

    private void Announce(string? fault)
    {
        if (fault is null)
        {
            output.SayHealth("Container passed the readiness health check. Container marked ready and added to route pool.");
            return;
        }
        output.SayHealth($"Readiness check unsuccessful: {fault}");
        output.SayHealth("Container failed the readiness health check. Container marked not ready and removed from route pool.");
    }
}
