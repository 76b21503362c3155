using Ingot.ApiClient.Apps;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Waits until every wanted instance of an app runs.</summary>
/// <param name="say">Where it says how it goes; the official client uses the error stream for a push and the output for all else.</param>
internal sealed class StartWatch(Session session, Action<string> say)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>How long a lack of room is waited out. The platform tells of none while what stops or is staged holds enough.</summary>
    private static readonly TimeSpan RoomPatience = TimeSpan.FromSeconds(1);

    /// <summary>Cells that restart refuse everything for a moment.</summary>
    private static readonly TimeSpan CellPatience = TimeSpan.FromSeconds(10);
    private string? said;

    /// <summary>Returns when all run; throws when all of a process crashed or the time is over.</summary>
    /// <param name="before">Instances of a version that is being replaced; they do not count.</param>
    /// <param name="untilFirst">One running web instance is enough.</param>
    public async Task WaitAsync(AppResource app, IReadOnlySet<string> before, bool untilFirst, CancellationToken cancellationToken)
    {
        var end = session.Settings.Time.GetUtcNow() + session.Settings.StartupTimeout;
        DateTimeOffset? refusedSince = null;
        var processes = await session.Api.ProcessesAsync(app.Guid, cancellationToken);
        var watched = processes.Where(process => process.Instances > 0 && (!untilFirst || process.Type == "web")).ToList();
        for (var pause = FirstPause; ; pause = pause * 1.3 < LongestPause ? pause * 1.3 : LongestPause)
        {
            var standings = await Task.WhenAll(watched.Select(process => StandingAsync(process, before, untilFirst, cancellationToken)));
            var refusal = standings.Select(seen => seen.Refusal).FirstOrDefault(reason => reason is not null);
            Say(refusal);
            if (standings.Any(seen => seen.Standing == Standing.Crashed))
            {
                session.Console.Line();
                throw new StartFailedException($"Start unsuccessful\n\nTIP: use 'cf logs {app.Name} --recent' for more information") { IsCrash = true };
            }
            refusedSince = refusal is null ? null : refusedSince ?? session.Settings.Time.GetUtcNow();
            if (standings.All(seen => seen.Standing == Standing.Running))
            {
                session.Console.Line();
                return;
            }
            if (refusal is not null && session.Settings.Time.GetUtcNow() - refusedSince >= PatienceWith(refusal))
            {
                session.Console.Line();
                throw new StartFailedException($"Start unsuccessful\n\n{refusal}\n\nTIP: free some room, or ask for less with 'cf scale {app.Name}'; the platform starts the app as soon as it fits");
            }
            if (session.Settings.Time.GetUtcNow() > end)
            {
                session.Console.Line();
                throw new StartFailedException(
                    "Start app timeout\n\nTIP: Application must be listening on the right port. Instead of hard coding the port, use the $PORT environment variable.\n\n"
                    + $"Use 'cf logs {app.Name} --recent' for more information");
            }
            await Task.Delay(pause, session.Settings.Time, cancellationToken);
        }
    }

    private enum Standing
    {
        Starting,
        Running,
        Crashed,
    }

    private static TimeSpan PatienceWith(string refusal) =>
        refusal.StartsWith("insufficient resources", StringComparison.Ordinal) ? RoomPatience : CellPatience;

    private async Task<(Standing Standing, string? Refusal)> StandingAsync(ProcessResource process, IReadOnlySet<string> before, bool untilFirst, CancellationToken cancellationToken)
    {
        var all = await session.Api.StatsAsync(process.Guid, cancellationToken);
        var refusal = all.Select(row => row.Details).FirstOrDefault(details => !string.IsNullOrEmpty(details));
        var wanted = all.Where(row => row.Index < process.Instances && !before.Contains(row.InstanceGuid ?? "")).ToList();
        if (all.Count == 0 || wanted.Count(row => row.IsRunning) >= (untilFirst ? 1 : process.Instances))
        {
            return (Standing.Running, refusal);
        }
        return (wanted.Count > 0 && wanted.All(row => row.IsCrashed) ? Standing.Crashed : Standing.Starting, refusal);
    }

    /// <summary>Says how it goes when that has changed; polling is quick, and the same line twenty times helps nobody.</summary>
    private void Say(string? details)
    {
        var text = details is null ? "Instances starting..." : $"Error starting instances: '{details}'";
        if (Interlocked.Exchange(ref said, text) != text)
        {
            say(text);
        }
    }
}

/// <summary>An app was started and does not run.</summary>
internal sealed class StartFailedException(string message) : CommandException(message)
{
    /// <summary>Every instance crashed; otherwise the time was over.</summary>
    public bool IsCrash { get; init; }
}
