using Ingot.Sandbox.Processes;
using Microsoft.Extensions.Logging;

namespace Ingot.Supervision;

/// <summary>
/// Starts a process that has to be there, trying until the operating system lets us: without memory or descriptors, or on a full disk,
/// it may refuse for a while.
/// </summary>
internal static partial class PersistentStart
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="OperationCanceledException">Cancelled before one could be started.</exception>
    public static async Task<SpawnedProcess> StartAsync(
        string name,
        Func<Task<SpawnedProcess>> start,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            try
            {
                return await start();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogStartFailed(logger, name, exception);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "{Name} cannot be started; trying again in a second")]
    private static partial void LogStartFailed(ILogger logger, string name, Exception exception);
}
