using System.CommandLine;
using Ingot.Hosting;
using Ingot.Settings;

namespace Ingot.Operate;

/// <summary><c>ingot down</c>: stops the platform and returns when nothing of it is left.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        var data = DataOption.Create();
        var command = new Command("down", "Stop the platform and everything it runs. The desired state is kept for the next `ingot up`.") { data };
        command.SetAction(parsed =>
            RunningPlatform.AskAsync(
                parsed.GetValue(data)!,
                async supervisor =>
                {
                    await supervisor.DownAsync(CancellationToken.None);
                    return await DataDirectoryLock.WaitUntilFreeAsync(
                        new DataDirectory(parsed.GetValue(data)!.FullName),
                        Patience,
                        TimeProvider.System
                    )
                        ? 0
                        : Fail();
                }
            )
        );
        return command;
    }

    private static int Fail()
    {
        Console.Error.WriteLine($"The platform is still stopping after {Patience.TotalSeconds:0} s.");
        return 1;
    }
}
