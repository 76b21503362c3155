using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Failures;

namespace Ingot.Lifecycle;

/// <summary><c>ingot stage</c>: turns a package into a droplet. What it prints is the staging log.</summary>
public static class StageCommand
{
    /// <summary>Runs one staging with the arguments that follow <c>ingot stage</c>; the result is the process's exit code.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken = default) =>
        RunAsync(args, new StagingLog(Console.Out), Machine.Current(), cancellationToken);

    internal static async Task<int> RunAsync(
        IReadOnlyList<string> args,
        StagingLog log,
        Machine machine,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await new Staging(StageOptions.Parse(args), machine, log).RunAsync(cancellationToken);
            return StagingExit.Success;
        }
        catch (StagingFailedException failure)
        {
            log.Line(failure.Message);
            return failure.ExitCode;
        }
        catch (IOException failure)
        {
            // A full disk, for one: the developer's business as much as ours.
            log.Line($"Staging failed: {failure.Message}");
            return StagingExit.Failed;
        }
    }
}
