using System.Collections.Immutable;
using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Deployments;
using Ingot.ApiClient.Packages;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Starting and restarting, staging first what is not staged yet.</summary>
internal static class Starting
{
    /// <summary>The newest package when no droplet was made of it yet, else null.</summary>
    public static async Task<string?> FindUnstagedPackageAsync(Session session, string appGuid, CancellationToken cancellationToken) =>
        await session.Api.NewestPackageAsync(appGuid, cancellationToken) is { State: "READY" } package && !await session.Api.IsStagedAsync(package.Guid, cancellationToken) ? package.Guid : null;

    /// <param name="doing"><c>Starting</c> or <c>Restarting</c>.</param>
    /// <param name="packageGuid">What to stage first, or null.</param>
    public static async Task RunAsync(Session session, AppResource app, string doing, string? packageGuid, bool untilFirst, CancellationToken cancellationToken)
    {
        string? droplet = null;
        if (packageGuid is not null)
        {
            session.SayDoing($"{doing} app", app.Name);
            session.Console.Line();
            droplet = await StageAsync(session, app, packageGuid, cancellationToken);
        }
        await StartAsync(session, app, doing, droplet, untilFirst, cancellationToken);
    }

    /// <summary>Returns the droplet's guid.</summary>
    public static async Task<string> StageAsync(Session session, AppResource app, string packageGuid, CancellationToken cancellationToken)
    {
        var droplet = await session.NoticeDeletionAsync(app, "staged", () => Staging.StageAsync(session, app, packageGuid, cancellationToken), cancellationToken);
        session.Console.Line();
        return droplet;
    }

    /// <param name="droplet">What to run from now on; null leaves that.</param>
    public static async Task StartAsync(Session session, AppResource app, string doing, string? droplet, bool untilFirst, CancellationToken cancellationToken)
    {
        var console = session.Console;
        session.SayDoing($"{doing} app", app.Name);
        console.Line();
        IReadOnlySet<string> before = ImmutableHashSet<string>.Empty;
        if (app.IsStarted)
        {
            before = await session.InstanceGuidsAsync(app.Guid, cancellationToken);
            console.Line("Stopping app...\n");
            await session.Api.ActAsync(app.Guid, "stop", cancellationToken);
        }
        if (droplet is not null)
            await session.Api.SetDropletAsync(app.Guid, droplet, cancellationToken);
        console.Line("Waiting for app to start...\n");
        await session.Api.ActAsync(app.Guid, "start", cancellationToken);
        await new StartWatch(session, console.Line).WaitAsync(app, before, untilFirst, cancellationToken);
        (await AppSummary.LoadAsync(session, app.Name, withCommands: false, cancellationToken)).Show(console, session.Settings.Time, withCommands: false);
    }

    /// <summary>Replaces what runs index by index.</summary>
    public static async Task DeployAsync(Session session, AppResource app, NewDeployment deployment, bool untilFirst, CancellationToken cancellationToken)
    {
        var console = session.Console;
        console.Line($"Creating deployment for app {app.Name}...\n");
        await new Deploying(session, console.Line, untilFirst).RunAsync(app, deployment, () => console.Line("Waiting for app to deploy...\n"), cancellationToken);
        if (untilFirst)
        {
            console.Line("First instance restaged correctly, restaging remaining in the background");
            return;
        }
        (await AppSummary.LoadAsync(session, app.Name, withCommands: false, cancellationToken)).Show(console, session.Settings.Time, withCommands: false);
    }
}
