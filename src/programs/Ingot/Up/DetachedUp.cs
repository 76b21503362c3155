using Ingot.Hosting;
using Ingot.Protocol.Supervisor;
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
        Environment.CurrentDirectory = data.Root; // The path of a Unix socket is short; a relative one always fits.
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
        var ready = Readiness.WaitForAnswerAsync(options.Listen, TimeProvider.System, ended.Token, () => IsRunningAsync(child.Pid, ended.Token));
        if (await Task.WhenAny(ready, child.Exited) != ready)
        {
            await ended.CancelAsync();
            throw new UpException(File.ReadAllText(logFile).Trim());
        }
        await ready;
        Welcome.Print(options, foreground: false);
        return options.AppDirectory is { } folder ? await AppPush.RunAsync(options, folder, cancellationToken) : 0;
    }

    /// <summary>Whether the platform of a supervisor runs: what has answered on its port may be another one, which keeps it from running.</summary>
    private static async Task<bool> IsRunningAsync(int supervisorPid, CancellationToken cancellationToken)
    {
        using var supervisor = new SupervisorClient(DataDirectory.SupervisorSocket);
        return (await supervisor.StatusAsync(cancellationToken)).SupervisorPid == supervisorPid;
    }

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
