using System.Runtime.InteropServices;
using Ingot.Hosting;
using Ingot.Protocol.Supervisor;
using Ingot.Sandbox.Processes;
using Ingot.Settings;
using Ingot.Supervision;
using Microsoft.Extensions.Logging;

namespace Ingot.Upgrade;

/// <summary>
/// Upgrades of a running platform. The supervisor goes first: it tries its successor, then becomes it. What follows is the successor's
/// work, so it is done as the newer Ingot knows how to do it.
/// </summary>
/// <param name="describe">What a successor would be left now.</param>
/// <param name="kept">The descriptors a successor is left.</param>
internal sealed partial class PlatformUpgrade(
    Func<Handover> describe,
    IReadOnlyList<SafeHandle> kept,
    Supervisor supervisor,
    DataDirectory data,
    ListenAddress listen,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>In which the answer to who asked for the upgrade leaves this process.</summary>
    private static readonly TimeSpan AnswerPause = TimeSpan.FromMilliseconds(100);

    private readonly Latest<UpgradeProgress> progress = new(UpgradeProgress.None);

    /// <summary>Why no upgrade may begin now, or null.</summary>
    public string? Obstacle { get; set; }

    public IAsyncEnumerable<UpgradeProgress> WatchAsync(CancellationToken cancellationToken) => progress.WatchAsync(cancellationToken);

    /// <summary>Begins an upgrade to the Ingot at a path, and returns null; or returns why that cannot be, and nothing has changed.</summary>
    public async Task<string?> BeginAsync(string executable)
    {
        var refusal = Obstacle;
        progress.Update(present =>
        {
            if (present.IsUnderWay)
                refusal ??= "An upgrade is under way already.";
            return refusal is null ? UpgradeProgress.Begun : present;
        });
        if (refusal is not null)
            return refusal;
        try
        {
            refusal = await SuccessorTrial.FindFaultAsync(executable, describe(), data, time);
        }
        finally
        {
            if (refusal is not null)
                progress.Update(static _ => UpgradeProgress.None);
        }
        if (refusal is null)
            _ = Task.Run(() => BecomeAsync(executable));
        return refusal;
    }

    /// <summary>The successor's part: replaces every other process, one after the other.</summary>
    public async Task GoOnAsync(CancellationToken cancellationToken)
    {
        progress.Update(static _ => UpgradeProgress.Begun);
        Say($"supervisor: {Path.GetDirectoryName(Environment.ProcessPath)}");
        try
        {
            var failure = await new ProcessReplacement(supervisor, data, listen, Say, time).RunAsync(cancellationToken);
            progress.Update(present => present with { IsUnderWay = false, Failure = failure });
        }
        catch (Exception exception)
        {
            if (!cancellationToken.IsCancellationRequested)
                LogUpgradeFailed(exception);
            progress.Update(present => present with { IsUnderWay = false, Failure = $"The upgrade stopped: {exception.Message}" });
        }
    }

    /// <summary>Runs the successor in this process. The rest of the platform does not notice, except that streams from here are opened again.</summary>
    private async Task BecomeAsync(string executable)
    {
        await Task.Delay(AnswerPause, time);
        await supervisor.HoldAsync();
        var environment = ProcessEnvironment.Copy();
        environment[Handover.Variable] = describe().ToJson();
        try
        {
            ProcessImage.Replace(executable, [Handover.Role, data.Root], environment, kept);
        }
        catch (IOException exception)
        {
            supervisor.Release();
            progress.Update(_ => UpgradeProgress.None with { Failure = exception.Message });
        }
    }

    private void Say(string step)
    {
        LogStep(step);
        progress.Update(present => present with { Steps = [.. present.Steps, step] });
    }

    [LoggerMessage(LogLevel.Information, "Upgrade: {Step}")]
    private partial void LogStep(string step);

    [LoggerMessage(LogLevel.Error, "The upgrade stopped")]
    private partial void LogUpgradeFailed(Exception exception);
}
