using System.Collections.Immutable;
using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Packages;
using Ingot.Cli.Apps;
using Ingot.Cli.Sessions;
using Ingot.Manifests;

namespace Ingot.Cli.Pushing;

/// <summary>Makes the platform run what a plan describes.</summary>
internal sealed class Pusher(Session session, PushRequest request)
{
    public async Task PushAsync(PushPlan plan, CancellationToken cancellationToken)
    {
        var console = session.Console;
        var names = string.Join(", ", plan.Apps.Select(planned => planned.App.Name));
        var config = session.Config;
        console.Flavor(plan.Apps.Count == 1
            ? (FormattableString)$"Pushing app {names} to org {config.OrganizationFields.Name} / space {config.SpaceFields.Name} as {session.UserName}..."
            : $"Pushing apps {names} to org {config.OrganizationFields.Name} / space {config.SpaceFields.Name} as {session.UserName}...");
        var yaml = ManifestWriter.Write(plan.Apps.Select(planned => planned.App));
        if (plan.ManifestFile is not null)
        {
            console.Line($"Applying manifest file {plan.ManifestFile}...");
            await ManifestDisplay.ShowAsync(session, yaml, cancellationToken);
        }
        await session.Api.ApplyManifestAsync(config.SpaceFields.Guid, yaml, cancellationToken);
        if (plan.ManifestFile is not null)
        {
            console.Line("Manifest applied");
        }
        foreach (var planned in plan.Apps)
        {
            await PushAsync(planned, cancellationToken);
        }
    }

    private async Task PushAsync(PlannedApp planned, CancellationToken cancellationToken)
    {
        var app = await session.GetAppAsync(planned.App.Name, cancellationToken);
        if (app.IsStarted && !request.NoStart && !request.IsTask && !request.Deployment.IsGapless)
        {
            session.Console.Warning($"Note: {app.Name} is running. It is stopped before its new version starts; --strategy rolling avoids the gap.");
        }
        await session.NoticeDeletionAsync(app, "pushed", () => BringAsync(app, planned.Source, cancellationToken), cancellationToken);
    }

    private async Task BringAsync(AppResource app, AppSource source, CancellationToken cancellationToken)
    {
        var droplet = await PrepareAsync(app, source, cancellationToken);
        if (!request.NoStart && !request.IsTask)
        {
            await RunAsync(app, droplet!, cancellationToken);
        }
        else
        {
            await LeaveStoppedAsync(app, droplet, cancellationToken);
        }
        await ShowAsync(app, cancellationToken);
    }

    /// <summary>Brings the source over and stages it; null when it is only left there for a later start.</summary>
    private async Task<string?> PrepareAsync(AppResource app, AppSource source, CancellationToken cancellationToken)
    {
        if (source is AppSource.Droplet { File: var file })
        {
            return await Uploading.UploadDropletAsync(session, app, file, cancellationToken);
        }
        var package = await Uploading.UploadPackageAsync(session, app, source, cancellationToken);
        if (request.NoStart)
        {
            return null;
        }
        session.Console.Line();
        return await Staging.StageAsync(session, app, package, cancellationToken);
    }

    private async Task LeaveStoppedAsync(AppResource app, string? droplet, CancellationToken cancellationToken)
    {
        if (app.IsStarted || request.IsTask)
        {
            session.Console.Line("Stopping Application...");
            await session.Api.ActAsync(app.Guid, "stop", cancellationToken);
            session.Console.Line("Application Stopped");
        }
        if (droplet is not null)
        {
            await session.Api.SetDropletAsync(app.Guid, droplet, cancellationToken);
        }
    }

    private Task RunAsync(AppResource app, string droplet, CancellationToken cancellationToken) =>
        request.Deployment.IsGapless ? DeployAsync(app, droplet, cancellationToken) : StartAsync(app, droplet, cancellationToken);

    private Task DeployAsync(AppResource app, string droplet, CancellationToken cancellationToken)
    {
        session.Console.Line();
        session.Console.Flavor($"Starting deployment for app {app.Name}...");
        return new Deploying(session, session.Console.Warning, request.NoWait).RunAsync(
            app, request.Deployment.Of(app, droplet), () => session.Console.Line("Waiting for app to deploy...\n"), cancellationToken);
    }

    private async Task StartAsync(AppResource app, string droplet, CancellationToken cancellationToken)
    {
        var before = app.IsStarted ? await session.InstanceGuidsAsync(app.Guid, cancellationToken) : ImmutableHashSet<string>.Empty;
        await session.Api.SetDropletAsync(app.Guid, droplet, cancellationToken);
        session.Console.Line();
        session.Console.Flavor($"Waiting for app {app.Name} to start...");
        session.Console.Line();
        await session.Api.ActAsync(app.Guid, "restart", cancellationToken);
        try
        {
            await new StartWatch(session, session.Console.Warning).WaitAsync(app, before, request.NoWait, cancellationToken);
        }
        catch (StartFailedException failure) when (failure.IsCrash)
        {
            await ShowAsync(app, cancellationToken);
            throw;
        }
    }

    private async Task ShowAsync(AppResource app, CancellationToken cancellationToken)
    {
        if (request.NoStart || request.IsTask)
        {
            session.Console.Line();
        }
        (await AppSummary.LoadAsync(session, app.Name, withCommands: true, cancellationToken)).Show(session.Console, session.Settings.Time, withCommands: true);
    }
}
