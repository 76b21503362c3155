using Ingot.Cell.Instances;
using Ingot.Cell.Output;
using Ingot.Cell.Usage;
using Ingot.Protocol.Cells;
using Ingot.Sandbox.Trees;
using Ingot.Sandbox.Users;

namespace Ingot.Cell.Staging;

/// <summary>One staging task: runs <c>ingot stage</c> as the app's user and keeps the droplet it makes.</summary>
internal sealed class StagingRun : IWatched, IDisposable
{
    private readonly StagingDescription description;
    private readonly RunContext context;
    private readonly InstanceFolder folder;
    private readonly FolderSize disk;
    private readonly AppOutput output;
    private readonly CancellationTokenSource cancel = new();
    private volatile string? excess;

    public StagingRun(StagingDescription description, RunContext context)
    {
        this.description = description;
        this.context = context;
        folder = new InstanceFolder(Path.Combine(context.Options.Folder, description.TaskGuid));
        disk = new FolderSize(folder.Path, context.Time);
        output = new AppOutput(context.Ring, context.Time, new LogSource(description.AppGuid, "STG", "0"));
        Status = new TaskStatus { TaskGuid = description.TaskGuid, Done = false };
    }

    public TaskStatus Status { get; private set; }
    public Share Share => new(description.MemoryMb, description.DiskMb);
    public string Guid => description.TaskGuid;
    public SandboxedTree? Tree { get; private set; }
    public int MemoryMb => description.MemoryMb;
    public int DiskMb => description.DiskMb;

    private string Package => Path.Combine(folder.Path, "package.zip");
    private string Droplet => Path.Combine(folder.Path, "droplet.tgz");
    private string Result => Path.Combine(folder.Path, "result.json");

    public void Cancel()
    {
        if (!Status.Done)
            _ = cancel.CancelAsync();
    }

    public long CountDiskBytes() => disk.Count();

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
            return Failed(cancel.IsCancellationRequested ? StagingFailure.Cancelled : StagingFailure.TimeExpired, status: null);
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
    }

    /// <summary>The package in the store is closed to the app's user, so he gets a copy.</summary>
    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var user = AppUser.Find(description.AppGuid);
        folder.Create(user, "work", "tmp");
        output.Say("Downloading app package...");
        await using (var source = File.OpenRead(context.Options.DataDirectory.PackagePath(description.PackageGuid)))
        await using (var copy = File.Create(Package))
            await source.CopyToAsync(copy, cancellationToken);
        AppUser.GiveTo(Package, user);
        output.Say($"Downloaded app package ({ByteWords.Short(new FileInfo(Package).Length)})");
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
                    "--package",
                    Package,
                    "--droplet",
                    Droplet,
                    "--result",
                    Result,
                    "--work",
                    Path.Combine(folder.Path, "work"),
                    .. description.Buildpacks.SelectMany(name => (string[])["--buildpack", name]),
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
        output.Say("Uploading droplet...");
        var destination = context.Options.DataDirectory.DropletPath(description.DropletGuid);
        if (await StagedDroplet.TakeAsync(Droplet, Result, destination) is not { } staged)
            return Failed(StagingFailure.NoDroplet, status);
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
