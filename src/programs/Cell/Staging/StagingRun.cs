using Ingot.Cell.Instances;
using Ingot.Cell.Output;
using Ingot.Cell.Usage;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Logs;
using Ingot.Sandbox.Trees;
using Ingot.Sandbox.Users;

namespace Ingot.Cell.Staging;

/// <summary>One staging task: runs <c>ingot stage</c> as the app's user and keeps the droplet it makes.</summary>
internal sealed class StagingRun : IWatched, IDisposable
{
    private readonly StagingDescription description;
    private readonly RunContext context;
    private readonly InstanceFolder folder;
    private readonly StagingFiles files;
    private readonly AppOutput output;
    private readonly CancellationTokenSource cancel = new();
    private volatile string? excess;

    public StagingRun(StagingDescription description, RunContext context)
    {
        this.description = description;
        this.context = context;
        folder = new InstanceFolder(Path.Combine(context.Options.Folder, description.TaskGuid));
        files = new StagingFiles(description, folder, context.Options.DataDirectory);
        output = new AppOutput(context.Ring, context.Time, new LogSource(description.AppGuid, "STG", "0"), description.LogRateLimit);
        Status = new TaskStatus { TaskGuid = description.TaskGuid, Done = false };
    }

    public TaskStatus Status { get; private set; }
    public Share Share => new(description.MemoryMb, description.DiskMb);
    public string Guid => description.TaskGuid;
    public SandboxedTree? Tree { get; private set; }
    public int MemoryMb => description.MemoryMb;
    public int DiskMb => description.DiskMb;

    public void Cancel()
    {
        if (!Status.Done)
            _ = cancel.CancelAsync();
    }

    public long CountDiskBytes() => FolderSize.Of(folder.Path);

    public void Kill(string excess)
    {
        this.excess = excess;
        Tree?.Kill();
    }

    /// <summary>Runs it; returns when nothing of it is left but its status.</summary>
    public async Task RunAsync()
    {
        context.Feed.Publish(Status);
        output.SayCell($"Cell {context.Options.Name} creating container for instance {Guid}");
        Status = await StageAsync();
        context.Feed.Publish(Status);
        output.SayCell($"Cell {context.Options.Name} destroying container for instance {Guid}");
        await folder.DeleteAsync();
    }

    public void Dispose() => cancel.Dispose();

    private async Task<TaskStatus> StageAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(description.TimeoutSeconds), context.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel.Token, limit.Token);
        try
        {
            await PrepareAsync(over.Token);
            Tree = await StartAsync(over.Token);
            _ = StagingDisk.WatchAsync(this, context.Time, over.Token);
            var status = await Tree.MainExited.WaitAsync(over.Token);
            await Tree.Ended;
            await Task.WhenAny(Tree.OutputEnded, Task.Delay(TimeSpan.FromSeconds(1), context.Time));
            output.Flush();
            return await FinishAsync(status);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            Tree?.Kill();
            await (Tree?.Ended ?? Task.CompletedTask);
            output.Flush();
            if (cancel.IsCancellationRequested)
                return Failed(StagingFailure.Cancelled, status: null);
            output.Say($"Staging was ended: it took longer than {description.TimeoutSeconds} s", isError: true);
            return Failed(StagingFailure.TimeExpired, status: null);
        }
        catch (FileNotFoundException)
        {
            return Failed(StagingFailure.NoPackage, status: null);
        }
        catch (Exception exception)
        {
            Tree?.Kill();
            await (Tree?.Ended ?? Task.CompletedTask);
            return Failed($"StagingError - Staging error: {exception.Message}", status: null);
        }
        finally
        {
            // Nothing has to be watched any more.
            await over.CancelAsync();
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        folder.Create(AppUser.Find(description.AppGuid), "work", "tmp");
        output.Say("Downloading app package...");
        output.Say($"Downloaded app package ({ByteWords.Short(await files.FetchPackageAsync(cancellationToken))})");
        if (await files.FetchCacheAsync(cancellationToken) is { } cache)
            output.Say($"Downloaded build artifacts cache ({ByteWords.Short(cache)})");
    }

    private async Task<SandboxedTree> StartAsync(CancellationToken cancellationToken)
    {
        var sandbox = await context.Sandbox.GetAsync();
        var ingot = Path.GetFullPath(context.Options.IngotExecutable);
        var path = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/local/bin:/usr/bin:/bin:{Dotnet.Root}";
        return await sandbox.StartAsync(
            new SandboxRequest
            {
                Guid = Guid,
                Cell = context.Options.Incarnation,
                Folder = folder.Path,
                User = AppUser.Find(description.AppGuid),
                Script = "exec \"$@\"",
                Arguments =
                [
                    ingot,
                    "stage",
                    .. files.Arguments,
                ],
                Environment = InstanceEnvironment.ForStaging(description, context.Options, folder, path, Dotnet.Root),
                ReachableFolders = [Path.GetDirectoryName(ingot)!, Dotnet.Root],
                Output = output.TakeOutput,
                Error = output.TakeError,
            },
            cancellationToken
        );
    }

    private async Task<TaskStatus> FinishAsync(int status)
    {
        output.Say($"Exit status {status}{(excess is null ? "" : $" ({excess})")}", isError: status != 0);
        if (excess is { } what)
            return Failed(StagingFailure.Exceeded(what), status);
        if (status != 0)
            return Failed(StagingFailure.ForStatus(status), status);
        output.Say("Uploading droplet, build artifacts cache...");
        var destination = context.Options.DataDirectory.DropletPath(description.DropletGuid);
        if (await StagedDroplet.TakeAsync(files.Droplet, files.Result, destination) is not { } staged)
            return Failed(StagingFailure.NoDroplet, status);
        if (await files.KeepCacheAsync() is { } cache)
            output.Say($"Uploaded build artifacts cache ({ByteWords.Short(cache)})");
        output.Say($"Uploaded droplet ({ByteWords.Short(staged.SizeBytes)})");
        output.Say("Uploading complete");
        return new TaskStatus { TaskGuid = Guid, Done = true, ExitStatus = status, Staged = staged };
    }

    private TaskStatus Failed(string reason, int? status) =>
        new()
        {
            TaskGuid = Guid,
            Done = true,
            ExitStatus = status,
            FailureReason = reason,
        };
}
