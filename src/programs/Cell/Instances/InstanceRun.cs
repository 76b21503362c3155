using Ingot.Cell.Droplets;
using Ingot.Cell.Health;
using Ingot.Cell.Limits;
using Ingot.Cell.Output;
using Ingot.Cell.Runs;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Logs;
using Ingot.Sandbox.Trees;
using Ingot.Sandbox.Users;

namespace Ingot.Cell.Instances;

/// <summary>One instance from its acceptance to its end.</summary>
internal sealed class InstanceRun : IWatched, IDisposable
{
    private readonly InstanceDescription description;
    private readonly RunContext context;
    private readonly InstanceFolder folder;
    private readonly FolderSize disk;
    private readonly HealthMonitor health;
    private readonly string source;
    private readonly Lock changing = new();
    private readonly CancellationTokenSource stop = new();
    private UnpackedDroplet? droplet;
    private long sharedBytes;

    /// <summary>A timestamp: the clock may be set meanwhile.</summary>
    private long? runningSince;
    private volatile string? excess;

    /// <param name="port">0 when the instance has none.</param>
    public InstanceRun(InstanceDescription description, int port, RunContext context)
    {
        this.description = description;
        this.context = context;
        var run = description.Run;
        source = $"APP/PROC/{run.ProcessType.ToUpperInvariant()}";
        folder = new InstanceFolder(Path.Combine(context.Options.Folder, description.InstanceGuid));
        disk = new FolderSize(folder.Path, context.Time);
        Output = new AppOutput(
            context.Ring,
            context.Time,
            new LogSource(run.AppGuid, source, $"{description.Index}", run.ProcessType, description.InstanceGuid, run.ProcessGuid),
            run.LogRateLimit
        );
        health = new HealthMonitor(run.HealthCheck, run.ReadinessHealthCheck, context.Options.Address, port, Output, context.Time);
        Status = InstanceStatus.Starting(description, context.Options.Address, port, context.Time.GetUtcNow());
    }

    public InstanceStatus Status { get; private set; }
    public string Guid => description.InstanceGuid;
    public SandboxedTree? Tree { get; private set; }
    public int MemoryMb => description.Run.MemoryMb;
    public int DiskMb => description.Run.DiskMb;
    public AppOutput Output { get; }

    private TimeSpan Grace => TimeSpan.FromSeconds(description.Run.GraceSeconds);

    /// <summary>Asks it to end. An ended one is left as it is.</summary>
    public void Stop()
    {
        lock (changing)
        {
            if (Status.State.IsLive())
                _ = stop.CancelAsync();
        }
    }

    /// <summary>The droplet counts in full, as in Cloud Foundry, also where the instance shares its files.</summary>
    public long CountDiskBytes() => Interlocked.Read(ref sharedBytes) + disk.Count();

    public void Kill(string excess)
    {
        this.excess = excess;
        Tree?.Kill();
    }

    /// <summary>Runs it; returns when nothing of it is left but its status.</summary>
    /// <param name="ended">Called when no process is left, before anybody is told.</param>
    public async Task RunAsync(Action ended)
    {
        context.Feed.Publish(Status);
        try
        {
            using var slot = await context.Starts.TakeAsync(stop.Token);
            Output.SayCell($"Cell {context.Options.Name} creating container for instance {Guid}");
            Tree = await StartAsync();
            slot.LimitTime();
            Output.SayCell($"Cell {context.Options.Name} successfully created container for instance {Guid}");
            var crash = await LiveAsync(Tree, slot);
            await Task.WhenAny(Tree.OutputEnded, Task.Delay(TimeSpan.FromSeconds(1), context.Time));
            Output.Flush();
            ended();
            End(crash);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            ended();
            End(crash: null);
        }
        catch (Exception exception)
        {
            // Whatever went wrong, the index may be given away only when nothing is left.
            Tree?.Kill();
            await (Tree?.Ended ?? Task.CompletedTask);
            Output.SayCell($"Cell {context.Options.Name} failed to create container for instance {Guid}: {exception.Message}");
            ended();
            End(CrashWords.NotCreated(exception.Message));
        }
        await RemoveFolderAsync();
    }

    public void Dispose() => stop.Dispose();

    private async Task<SandboxedTree> StartAsync()
    {
        var run = description.Run;
        var user = AppUser.Find(run.AppGuid);
        var sandbox = await context.Sandbox.GetAsync();
        droplet = await context.Droplets.TakeAsync(run.DropletGuid, user, stop.Token);
        Interlocked.Exchange(ref sharedBytes, sandbox.SharesBases ? droplet.Bytes : 0);
        folder.Create(user, LaunchScript.Folders);
        return await sandbox.StartAsync(
            new SandboxRequest
            {
                Guid = Guid,
                Cell = context.Options.Incarnation,
                Folder = folder.Path,
                User = user,
                Script = LaunchScript.Text,
                Arguments = [run.Command],
                Environment = InstanceEnvironment.ForInstance(description, context.Options, folder, Status.Port),
                Base = droplet.Folder,
                ReachableFolders = [Path.GetDirectoryName(Path.GetFullPath(context.Options.IngotExecutable))!, Dotnet.Root],
                Output = Output.TakeOutput,
                Error = Output.TakeError,
            },
            stop.Token
        );
    }

    /// <summary>Returns when no process is left: null when it was asked to stop, else why it crashed.</summary>
    private async Task<string?> LiveAsync(SandboxedTree tree, StartSlot slot)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var watching = WatchAsync(slot, over.Token);
        await Task.WhenAny(tree.MainExited, watching);
        await over.CancelAsync();
        if (stop.IsCancellationRequested)
        {
            Change(status => status with { State = InstanceState.Stopping, Routable = false, Since = context.Time.GetUtcNow() });
            Output.SayCell($"Cell {context.Options.Name} stopping instance {Guid}");
            await EndTreeAsync(tree);
            return null;
        }
        if (!tree.MainExited.IsCompleted)
        {
            Change(status => status with { Routable = false });
            await EndTreeAsync(tree);
            return await watching;
        }
        var exit = await tree.MainExited;
        await tree.Ended;
        Output.Say($"Exit status {exit}{(excess is null ? "" : $" ({excess})")}", isError: true);
        return CrashWords.Exited(source, exit, excess);
    }

    /// <summary>Follows its health; returns why it is to be ended.</summary>
    private async Task<string> WatchAsync(StartSlot slot, CancellationToken cancellationToken)
    {
        if (await health.WaitUntilHealthyAsync(cancellationToken) is { } never)
            return never;
        slot.Dispose();
        var now = context.Time.GetUtcNow();
        runningSince = context.Time.GetTimestamp();
        Change(status => status with { State = InstanceState.Running, Routable = !health.HasReadinessCheck, Since = now });
        if (!health.HasReadinessCheck)
            return await health.WaitUntilUnhealthyAsync(cancellationToken);
        var readiness = health.FollowReadinessAsync(ready => Change(status => status with { Routable = ready }), cancellationToken);
        return await await Task.WhenAny(health.WaitUntilUnhealthyAsync(cancellationToken), readiness);
    }

    private async Task EndTreeAsync(SandboxedTree tree)
    {
        var inTime = await tree.StopAsync(Grace, context.Time);
        Output.Say(
            inTime ? $"Exit status {await tree.MainExited}" : $"Exit status 137 (exceeded {Durations.Words(Grace)} graceful shutdown interval)",
            isError: true
        );
    }

    private void End(string? crash) =>
        Change(status =>
            status with
            {
                State = crash is null ? InstanceState.Stopped : InstanceState.Crashed,
                Routable = false,
                Since = context.Time.GetUtcNow(),
                ExitDescription = crash,
                RanFor = runningSince is { } since ? context.Time.GetElapsedTime(since) : TimeSpan.Zero,
            }
        );

    /// <summary>A late word of the health checks changes nothing once the instance is ending.</summary>
    private void Change(Func<InstanceStatus, InstanceStatus> change)
    {
        lock (changing)
        {
            var changed = change(Status);
            if (!Status.State.IsLive() || (Status.State is InstanceState.Stopping && changed.State.IsLive()))
                return;
            Status = changed;
            context.Feed.Publish(changed);
        }
    }

    private async Task RemoveFolderAsync()
    {
        Output.SayCell($"Cell {context.Options.Name} destroying container for instance {Guid}");
        using (droplet)
            await folder.DeleteAsync();
        Output.SayCell($"Cell {context.Options.Name} successfully destroyed container for instance {Guid}");
    }
}
