using System.Collections.Immutable;
using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Http;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;
using Ingot.Manifests.Apps;

namespace Ingot.Cli.Apps;

/// <summary>Changes or shows how many instances an app has and how large they are.</summary>
internal sealed class ScaleCommand : Command
{
    public override CommandDescription Description => new("scale", "Change or view the instance count, disk space limit, memory limit, and log rate limit for an app")
    {
        Usage = "cf scale APP_NAME [--process PROCESS] [-i INSTANCES] [-k DISK] [-m MEMORY] [-l LOG_RATE_LIMIT] [-f]\n\nA changed disk, memory or log rate limit makes the app restart.",
        Arguments = [AppLookup.AppName],
        Options =
        [
            Option.Switch("force", 'f', "Force restart of app without prompt"),
            new Option("instances", 'i', "Number of instances") { Check = Checks.Instances },
            new Option(null, 'k', "Disk limit (e.g. 256M, 1024M, 1G)") { Check = Checks.Megabytes },
            new Option(null, 'l', "Log rate limit per second, in bytes (e.g. 128B, 4K, 1M). -l=-1 represents unlimited") { Check = Checks.BytesOrUnlimited },
            new Option(null, 'm', "Memory limit (e.g. 256M, 1024M, 1G)") { Check = Checks.Megabytes },
            new Option("process", null, "App process to scale") { Default = "web" },
        ],
        Environment = [AppLookup.StartupTimeout],
        SeeAlso = "push",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var app = await session.GetAppAsync(arguments["APP_NAME"], cancellationToken);
        var scale = new ScaleRequest
        {
            Instances = arguments.Number("instances"),
            MemoryInMb = Megabytes(arguments.Find("m")),
            DiskInMb = Megabytes(arguments.Find("k")),
            LogRateLimitInBytesPerSecond = arguments.Find("l") is { } rate ? rate == "-1" ? -1 : Sizes.TryParse(rate) ?? 0 : null,
        };
        if (scale != new ScaleRequest())
        {
            var before = await ScaleAsync(session, app, arguments.Find("process") ?? "web", scale, arguments.Has("force"), cancellationToken);
            if (before is null)
                return;
            if (scale.NeedsRestart || app.IsStarted)
                await WaitAsync(session, app, before, cancellationToken);
        }
        await ShowAsync(session, app, cancellationToken);
    }

    /// <summary>Returns the instances that are being replaced, or null when the user thought better of it.</summary>
    private static async Task<IReadOnlySet<string>?> ScaleAsync(Session session, AppResource app, string type, ScaleRequest scale, bool force, CancellationToken cancellationToken)
    {
        session.SayDoing("Scaling app", app.Name);
        session.Console.Line();
        if (!scale.NeedsRestart)
        {
            await SendAsync(session, app, type, scale, cancellationToken);
            return ImmutableHashSet<string>.Empty;
        }
        if (!force)
        {
            if (!session.Console.Confirm($"This will cause the app to restart. Are you sure you want to scale {app.Name}?"))
            {
                session.Console.Line("Scaling cancelled");
                return null;
            }
            session.Console.Line();
        }
        var before = await session.InstanceGuidsAsync(app.Guid, cancellationToken);
        await SendAsync(session, app, type, scale, cancellationToken);
        session.SayDoing("Stopping app", app.Name);
        session.Console.Line();
        await session.Api.ActAsync(app.Guid, "stop", cancellationToken);
        session.SayDoing("Starting app", app.Name);
        session.Console.Line();
        await session.Api.ActAsync(app.Guid, "start", cancellationToken);
        return before;
    }

    private static async Task SendAsync(Session session, AppResource app, string type, ScaleRequest scale, CancellationToken cancellationToken)
    {
        try
        {
            await session.Api.ScaleAsync(app.Guid, type, scale, cancellationToken);
        }
        catch (ApiException missing) when (missing.LacksProcess())
        {
            throw AppLookup.NoProcess(type);
        }
    }

    private static async Task WaitAsync(Session session, AppResource app, IReadOnlySet<string> before, CancellationToken cancellationToken)
    {
        try
        {
            await new StartWatch(session, session.Console.Line).WaitAsync(app, before, untilFirst: false, cancellationToken);
        }
        catch (StartFailedException failure) when (failure.IsCrash)
        {
            await ShowAsync(session, app, cancellationToken);
            throw;
        }
    }

    private static async Task ShowAsync(Session session, AppResource app, CancellationToken cancellationToken)
    {
        session.SayDoing("Showing current scale of app", app.Name);
        session.Console.Line();
        (await AppSummary.LoadAsync(session, app.Name, withCommands: false, cancellationToken)).Show(session.Console, session.Settings.Time, withCommands: false);
    }

    private static int? Megabytes(string? text) => text is null ? null : (int?)(Sizes.TryParse(text) >> 20);
}
