using System.CommandLine;
using Ingot.Hosting;
using Ingot.Protocol.Supervisor;
using Ingot.Settings;

namespace Ingot.Operate;

/// <summary><c>ingot upgrade</c>: has the running platform replace its processes by those of this Ingot, under the apps.</summary>
internal static class UpgradeCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Command Create()
    {
        var data = DataOption.Create();
        var command = new Command("upgrade", "Replace the running platform by this Ingot, process by process, without a failed request.") { data };
        command.SetAction(parsed =>
            RunningPlatform.AskAsync(
                parsed.GetValue(data)!,
                async supervisor =>
                {
                    if (await supervisor.UpgradeAsync(Environment.ProcessPath!, CancellationToken.None) is { } refusal)
                        return Fail($"{refusal}\nThe platform goes on as it is.");
                    return await FollowAsync(supervisor, new DataDirectory(parsed.GetValue(data)!.FullName));
                }
            )
        );
        return command;
    }

    /// <summary>Prints every step until the last one. The stream breaks once, when the supervisor becomes its successor.</summary>
    private static async Task<int> FollowAsync(SupervisorClient supervisor, DataDirectory data)
    {
        var printed = 0;
        while (true)
        {
            try
            {
                await foreach (var progress in supervisor.WatchUpgradeAsync(CancellationToken.None))
                {
                    foreach (var step in progress.Steps.Skip(printed))
                        Console.WriteLine(step);
                    printed = Math.Max(printed, progress.Steps.Count);
                    if (progress.IsUnderWay)
                        continue;
                    if (progress.Failure is { } failure)
                        return Fail(failure);
                    Console.WriteLine("upgraded");
                    return 0;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                if (DataDirectoryLock.RunningSupervisor(data) is null)
                    return Fail($"The platform ended during the upgrade, see {data.Logs}.");
            }
            await Task.Delay(Pause);
        }
    }

    private static int Fail(string reason)
    {
        Console.Error.WriteLine(reason);
        return 1;
    }
}
