using Ingot.Cell.Instances;
using Ingot.Cell.Limits;
using Ingot.Cell.Ports;
using Ingot.Cell.Runs;
using Ingot.Cell.Staging;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Microsoft.Extensions.Logging;

namespace Ingot.Cell.Workloads;

/// <summary>Everything the cell runs: accepts, refuses, stops and forgets.</summary>
internal sealed partial class Workload(RunContext context, PortPool ports, ILogger<Workload> logger)
{
    private readonly Lock changing = new();
    private readonly Dictionary<string, InstanceRun> instances = [];
    private readonly Dictionary<string, StagingRun> stagings = [];
    private readonly List<Task> runs = [];
    private bool closed;

    /// <summary>What has a memory limit.</summary>
    public IReadOnlyList<IWatched> Watched
    {
        get
        {
            lock (changing)
                return [.. Live_NeedsLock];
        }
    }

    public IReadOnlyList<InstanceRun> Instances
    {
        get
        {
            lock (changing)
                return [.. LiveInstances_NeedsLock];
        }
    }

    private IEnumerable<InstanceRun> LiveInstances_NeedsLock => instances.Values.Where(instance => instance.Status.State.IsLive());
    private IEnumerable<IWatched> Live_NeedsLock => [.. LiveInstances_NeedsLock, .. stagings.Values.Where(staging => !staging.Status.Done)];

    /// <summary>Null when the instance is accepted, or already here.</summary>
    public string? Start(InstanceDescription description)
    {
        lock (changing)
        {
            if (instances.ContainsKey(description.InstanceGuid))
                return null;
            var run = description.Run;
            if (LiveInstances_NeedsLock.Any(other => other.Status.ProcessGuid == run.ProcessGuid && other.Status.Index == description.Index))
                return $"index {description.Index} is held";
            if (FindShortage_NeedsLock(new Share(run.MemoryMb, run.DiskMb)) is { } shortage)
                return shortage;
            var port = run.HasPort ? ports.Take() : 0;
            if (port is null)
                return "insufficient resources: containers";
            var instance = new InstanceRun(description, port.Value, context);
            instances.Add(instance.Guid, instance);
            Follow_NeedsLock(RunAsync(instance));
            return null;
        }
    }

    /// <summary>Null when the task is accepted, or already here.</summary>
    public string? Start(StagingDescription description)
    {
        lock (changing)
        {
            if (stagings.ContainsKey(description.TaskGuid))
                return null;
            if (FindShortage_NeedsLock(new Share(description.MemoryMb, description.DiskMb)) is { } shortage)
                return shortage;
            var staging = new StagingRun(description, context);
            stagings.Add(staging.Guid, staging);
            Follow_NeedsLock(RunAsync(staging));
            return null;
        }
    }

    /// <summary>False when there is no such instance.</summary>
    public bool StopInstance(string guid)
    {
        lock (changing)
        {
            if (!instances.TryGetValue(guid, out var instance))
                return false;
            instance.Stop();
            return true;
        }
    }

    /// <summary>False when there is no such task.</summary>
    public bool CancelTask(string guid)
    {
        lock (changing)
        {
            if (!stagings.TryGetValue(guid, out var staging))
                return false;
            staging.Cancel();
            return true;
        }
    }

    /// <summary>Drops what has ended; false when it is still live. What is unknown is forgotten already.</summary>
    public bool Forget(string guid)
    {
        lock (changing)
        {
            if (instances.TryGetValue(guid, out var instance))
            {
                if (instance.Status.State.IsLive())
                    return false;
                instances.Remove(guid);
                if (instance.Status.Port != 0)
                    ports.OnForgotten(instance.Status.Port);
            }
            else if (stagings.TryGetValue(guid, out var staging))
            {
                if (!staging.Status.Done)
                    return false;
                stagings.Remove(guid);
            }
        }
        context.Feed.Forget(guid);
        return true;
    }

    /// <summary>Takes no more, and stops what runs, each within its grace period.</summary>
    public async Task StopAllAsync()
    {
        Task all;
        lock (changing)
        {
            closed = true;
            foreach (var instance in instances.Values)
                instance.Stop();
            foreach (var staging in stagings.Values)
                staging.Cancel();
            all = Task.WhenAll(runs);
        }
        await all;
    }

    /// <summary>SIGKILL to everything at once, and waits until nothing is left.</summary>
    public async Task KillAllAsync()
    {
        IReadOnlyList<IWatched> live;
        lock (changing)
            closed = true;
        live = Watched;
        foreach (var watched in live)
            watched.Tree?.Kill();
        await Task.WhenAll(live.Select(watched => watched.Tree?.Ended ?? Task.CompletedTask));
    }

    private string? FindShortage_NeedsLock(Share asked) =>
        closed
            ? "the cell is stopping"
            : Capacity.FindShortage(
                context.Options,
                [.. Live_NeedsLock.Select(live => new Share(live.MemoryMb, live.DiskMb))],
                asked
            );

    private void Follow_NeedsLock(Task run)
    {
        runs.RemoveAll(task => task.IsCompleted);
        runs.Add(run);
    }

    private async Task RunAsync(InstanceRun instance)
    {
        // Not under the caller's lock.
        await Task.Yield();
        using (instance)
        {
            try
            {
                await instance.RunAsync(() => OnEnded(instance));
            }
            catch (Exception exception)
            {
                LogRunFailed(instance.Guid, exception);
            }
        }
    }

    private async Task RunAsync(StagingRun staging)
    {
        await Task.Yield();
        using (staging)
        {
            try
            {
                await staging.RunAsync();
            }
            catch (Exception exception)
            {
                LogRunFailed(staging.Guid, exception);
            }
        }
    }

    private void OnEnded(InstanceRun instance)
    {
        if (instance.Status.Port != 0)
            ports.OnEnded(instance.Status.Port);
    }

    [LoggerMessage(LogLevel.Error, "The run of {Guid} ended in a fault of ours")]
    private partial void LogRunFailed(string guid, Exception exception);
}
