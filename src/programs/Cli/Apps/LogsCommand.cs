using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Apps;

/// <summary>Shows an app's log, what was or what comes.</summary>
internal sealed class LogsCommand : Command
{
    /// <summary>How much of the past a tail begins with, as the official client's does.</summary>
    private const long LookBackNanoseconds = 1_000_000_000;

    public override CommandDescription Description => new("logs", "Tail or show recent logs for an app")
    {
        Usage = "cf logs APP_NAME",
        Arguments = [AppLookup.AppName],
        Options = [Option.Switch("recent", null, "Dump recent logs instead of tailing")],
        SeeAlso = "app, apps, ssh",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var name = arguments["APP_NAME"];
        session.SayDoing("Retrieving logs for app", name);
        session.Console.Line();
        var app = await session.GetAppAsync(name, cancellationToken);
        if (arguments.Has("recent"))
        {
            foreach (var entry in await session.LogCache.RecentAsync(app.Guid, cancellationToken))
            {
                session.Console.Log(entry, withHeader: true);
            }
            return;
        }
        try
        {
            var after = await session.LogCache.EndAsync(app.Guid, cancellationToken) - LookBackNanoseconds;
            await foreach (var entry in session.LogCache.FollowAsync(app.Guid, after, CancellationToken.None, cancellationToken))
            {
                session.Console.Log(entry, withHeader: true);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how a tail is meant to end.
        }
    }
}
