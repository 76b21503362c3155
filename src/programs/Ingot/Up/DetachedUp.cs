using Ingot.Hosting;
using Ingot.Sandbox.Processes;
using Ingot.Settings;
using Ingot.Supervision;

namespace Ingot.Up;

/// <summary><c>ingot up --detach</c>: starts another <c>ingot up</c> in a session of its own and returns once clients are answered.</summary>
internal static class DetachedUp
{
    public static async Task<int> RunAsync(UpOptions options, CancellationToken cancellationToken)
    {
        var data = Platform.MakeDataDirectory(options);
        var logFile = Path.Combine(data.Logs, "up.log");
        SpawnedProcess child;
        await using (var log = new FileStream(logFile, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            child = await ProcessSpawner.StartAsync(
                new SpawnRequest
                {
                    FileName = Environment.ProcessPath!,
                    Arguments = Arguments(options),
                    Environment = ChildEnvironment(options),
                    Descriptors = [new(log.SafeFileHandle, 1), new(log.SafeFileHandle, 2)],
                }
            );
        }
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ready = Readiness.WaitForAnswerAsync(options.Listen, TimeProvider.System, ended.Token, () => IsSupervisor(data, child.Pid));
        if (await Task.WhenAny(ready, child.Exited) != ready)
        {
            await ended.CancelAsync();
            throw new UpException(File.ReadAllText(logFile).Trim());
        }
        await ready;
        Welcome.Print(options, foreground: false);
        return options.AppDirectory is { } folder ? await AppPush.RunAsync(options, folder, cancellationToken) : 0;
    }

    /// <summary>Whether the platform that answers is the one just started, and not another one on its port.</summary>
    private static bool IsSupervisor(DataDirectory data, int pid) => DataDirectoryLock.Holder(data) == pid;

    private static List<string> Arguments(UpOptions options)
    {
        var raw = RawUpOptions.Of(options);
        List<string> arguments =
        [
            "up",
            "--data",
            raw.DataDirectory,
            "--listen",
            raw.Listen,
            "--domain",
            raw.Domain,
            "--zones",
            raw.Zones,
            "--cells",
            $"{raw.Cells}",
            "--cell-memory",
            raw.CellMemory!,
            "--deployment-timeout",
            $"{raw.DeploymentTimeout}",
        ];
        if (raw.Url is { } url)
            arguments.AddRange(["--url", url]);
        return arguments;
    }

    private static Dictionary<string, string> ChildEnvironment(UpOptions options)
    {
        var environment = ProcessEnvironment.Copy();
        if (options.AdminPassword is { } password)
            environment[ProcessEnvironment.AdminPasswordVariable] = password;
        return environment;
    }
}
