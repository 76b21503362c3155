using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Http;
using Ingot.ApiClient.Packages;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Apps;

/// <summary>Turns a package into a droplet, showing the staging log meanwhile.</summary>
internal static class Staging
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Returns the droplet's guid.</summary>
    public static async Task<string> StageAsync(Session session, AppResource app, string packageGuid, CancellationToken cancellationToken)
    {
        session.Console.Line("Staging app and tracing logs...");
        using var staged = new CancellationTokenSource();
        var log = ShowLogAsync(session, app.Guid, await LogEndAsync(session, app.Guid, cancellationToken), staged.Token, cancellationToken);
        BuildResource build;
        try
        {
            build = await BuildAsync(session, app, packageGuid, cancellationToken);
        }
        finally
        {
            await staged.CancelAsync();
            await log;
        }
        if (build is { State: "STAGED", Droplet.Guid: { } droplet })
        {
            return droplet;
        }
        throw new CommandException(build.Error ?? "Staging failed, and the platform does not say why.");
    }

    private static async Task<BuildResource> BuildAsync(Session session, AppResource app, string packageGuid, CancellationToken cancellationToken)
    {
        var time = session.Settings.Time;
        var end = time.GetUtcNow() + session.Settings.StagingTimeout;
        var build = await session.Api.StageAsync(packageGuid, cancellationToken);
        for (var pause = FirstPause; build.State == "STAGING"; pause = pause * 1.3 < LongestPause ? pause * 1.3 : LongestPause)
        {
            if (time.GetUtcNow() > end)
            {
                throw new CommandException($"{app.Name} failed to stage within {session.Settings.StagingTimeout.TotalMinutes} minutes");
            }
            await Task.Delay(pause, time, cancellationToken);
            build = await session.Api.BuildAsync(build.Guid, cancellationToken);
        }
        return build;
    }

    /// <summary>Where the log ends before staging; 0 when it cannot be read, so that all of it is taken for new.</summary>
    private static async Task<long> LogEndAsync(Session session, string appGuid, CancellationToken cancellationToken)
    {
        try
        {
            return await session.LogCache.EndAsync(appGuid, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is ApiException or UnreachableException)
        {
            return 0;
        }
    }

    /// <summary>A log that cannot be read is told and stops no push.</summary>
    private static async Task ShowLogAsync(Session session, string appGuid, long after, CancellationToken untilDrained, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var entry in session.LogCache.FollowAsync(appGuid, after, untilDrained, cancellationToken))
            {
                if (entry.IsStaging)
                {
                    session.Console.Log(entry, withHeader: false);
                }
            }
        }
        catch (Exception unreadable) when (unreadable is ApiException or UnreachableException)
        {
            session.Console.Warning($"Failed to retrieve logs from Log Cache: {unreadable.Message}");
        }
    }
}
