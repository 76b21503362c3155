using System.Collections.Immutable;
using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Deployments;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Deploys to an app and waits for the end, or for a canary to pause.</summary>
/// <param name="say">Where it says how it goes, as <see cref="StartWatch"/> does.</param>
/// <param name="untilFirst">One web instance of the new version is enough.</param>
internal sealed class Deploying(Session session, Action<string> say, bool untilFirst)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private string? said;

    /// <param name="begun">Called when the platform has taken the deployment on.</param>
    public async Task RunAsync(AppResource app, NewDeployment wanted, Action begun, CancellationToken cancellationToken)
    {
        var before = await session.InstanceGuidsAsync(app.Guid, cancellationToken);
        var deployment = await session.Api.DeployAsync(wanted, cancellationToken);
        begun();
        await WaitAsync(app, deployment, before, cancellationToken);
    }

    /// <summary>Lets a paused canary go on.</summary>
    public async Task ContinueAsync(AppResource app, string deployment, Action begun, CancellationToken cancellationToken)
    {
        var before = await session.InstanceGuidsAsync(app.Guid, cancellationToken);
        await session.Api.ContinueDeploymentAsync(deployment, cancellationToken);
        begun();
        await WaitAsync(app, await session.Api.DeploymentAsync(deployment, cancellationToken), before, cancellationToken);
    }

    private async Task WaitAsync(AppResource app, DeploymentResource deployment, IReadOnlySet<string> before, CancellationToken cancellationToken)
    {
        var end = session.Settings.Time.GetUtcNow() + session.Settings.StartupTimeout;
        while (deployment.Status is { IsActive: true, IsPaused: false } && !(untilFirst && await ServesAsync(app, before, cancellationToken)))
        {
            Say(deployment.Status);
            if (session.Settings.Time.GetUtcNow() > end)
            {
                await session.Api.CancelDeploymentAsync(deployment.Guid, cancellationToken);
                session.Console.Line();
                throw new StartFailedException($"Start app timeout\n\nThe deployment is being canceled: the version from before comes back.\n\nUse 'cf logs {app.Name} --recent' for more information");
            }
            await Task.Delay(Pause, session.Settings.Time, cancellationToken);
            deployment = await session.Api.DeploymentAsync(deployment.Guid, cancellationToken);
        }
        ThrowUnlessDeployed(deployment, app);
        if (!deployment.Status.IsActive)
            await new StartWatch(session, say).WaitAsync(app, ImmutableHashSet<string>.Empty, untilFirst, cancellationToken);
    }

    private static void ThrowUnlessDeployed(DeploymentResource deployment, AppResource app)
    {
        if (deployment.Status.Reason == "SUPERSEDED")
            throw new CommandException("Deployment has been superseded");
        if (deployment.Status.Reason == "CANCELED")
        {
            var reason = deployment.Status.Details?.Error is { } error ? $"\n\nIt was rolled back: {error}\n\nTIP: use 'cf logs {app.Name} --recent' for more information" : "";
            throw new CommandException($"Deployment has been canceled{reason}");
        }
    }

    /// <summary>Whether an instance that was not there before serves under one of the app's own indexes: not a spare of the old version.</summary>
    private async Task<bool> ServesAsync(AppResource app, IReadOnlySet<string> before, CancellationToken cancellationToken)
    {
        foreach (var process in (await session.Api.ProcessesAsync(app.Guid, cancellationToken)).Where(process => process.Type == "web"))
        {
            var rows = await session.Api.StatsAsync(process.Guid, cancellationToken);
            if (rows.Exists(row => row.IsRunning && row.Index < process.Instances && !before.Contains(row.InstanceGuid ?? "")))
                return true;
        }
        return false;
    }

    /// <summary>Says what holds it up, when that has changed.</summary>
    private void Say(DeploymentStatusResource status)
    {
        var text = status.Details?.Error is { } error ? $"{(status.IsReturning ? "Rolling back" : "Waiting")}: {error}" : null;
        if (text is not null && text != said)
            say(text);
        said = text;
    }
}
