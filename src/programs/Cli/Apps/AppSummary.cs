using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Deployments;
using Ingot.ApiClient.Packages;
using Ingot.ApiClient.Routes;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Apps;

/// <summary>All there is to show of an app.</summary>
internal sealed record AppSummary(AppResource App, IReadOnlyList<ProcessSummary> Processes, IReadOnlyList<RouteResource> Routes, DropletResource? Droplet, DeploymentResource? Deployment)
{
    /// <param name="withCommands">Start commands are asked for too.</param>
    public static async Task<AppSummary> LoadAsync(Session session, string appName, bool withCommands, CancellationToken cancellationToken)
    {
        var app = await session.GetAppAsync(appName, cancellationToken);
        var routes = session.Api.RoutesOfAppAsync(app.Guid, cancellationToken);
        var droplet = session.Api.FindCurrentDropletAsync(app.Guid, cancellationToken);
        var deployment = session.Api.NewestDeploymentAsync(app.Guid, cancellationToken);
        var processes = await session.Api.ProcessesAsync(app.Guid, cancellationToken);
        var summaries = await Task.WhenAll(processes.Select(process => ProcessSummary.LoadAsync(session, process, withCommands, cancellationToken)));
        return new AppSummary(app, [.. summaries.InOrder()], await routes, await droplet, await deployment);
    }

    public void Show(CliConsole console, TimeProvider time, bool withCommands)
    {
        console.KeyValues(
            ("name:", App.Name),
            ("requested state:", App.State.ToLowerInvariant()),
            ("routes:", string.Join(", ", Routes.Select(route => route.Url))),
            ("last uploaded:", Droplet is null ? "" : Figures.FriendlyDate(Droplet.CreatedAt)),
            ("stack:", Droplet?.Stack ?? ""),
            App.Lifecycle.Type == "docker" ? ("docker image:", Droplet?.Image ?? "") : ("buildpacks:", ""));
        if (Droplet?.Buildpacks is { Count: > 0 } buildpacks)
        {
            console.Table(
                [["name", "version", "detect output", "buildpack name"], .. buildpacks.Select(pack => new[] { pack.Name ?? "", pack.Version ?? "", pack.DetectOutput ?? "", pack.BuildpackName ?? "" })],
                prefix: "\t");
        }
        foreach (var process in Processes)
            process.Show(console, time, withCommands);
        ShowDeployment(console);
    }

    /// <summary>The one that is active, or what went wrong with the last.</summary>
    private void ShowDeployment(CliConsole console)
    {
        if (Deployment is { Status: { IsActive: true } status })
        {
            var since = status.Details?.LastStatusChange is { } change ? $" (since {Figures.FriendlyDate(change)})" : "";
            console.Line($"\nActive deployment with status {status.Reason}{since}");
            List<(string, string)> rows = [("strategy:", Deployment.Strategy ?? ""), ("max-in-flight:", $"{Deployment.Options?.MaxInFlight}")];
            if (status.Canary?.Steps is { } steps)
                rows.Add(("canary-steps:", $"{steps.Current}/{steps.Total}"));
            if (status.Details?.Error is { } error)
                rows.Add(("details:", error));
            console.KeyValues(rows);
            if (status.IsPaused)
                console.Line($"\nPlease run `cf continue-deployment {App.Name}` to promote the canary deployment, or `cf cancel-deployment {App.Name}` to rollback to the previous version.");
        }
        else if (Deployment is { Status: { Reason: "CANCELED", Details.Error: { } reason } })
        {
            console.Line($"\nThe last deployment was rolled back: {reason}");
        }
    }
}

/// <summary>All there is to show of a process.</summary>
internal sealed record ProcessSummary(ProcessResource Process, IReadOnlyList<InstanceResource> Instances, IReadOnlyList<SidecarResource> Sidecars)
{
    private static readonly string[] Headings = ["", "state", "since", "cpu", "memory", "disk", "logging", "details"];

    public string Health => $"{Instances.Count(instance => instance.IsRunning)}/{Instances.Count}";

    public static async Task<ProcessSummary> LoadAsync(Session session, ProcessResource process, bool withCommand, CancellationToken cancellationToken)
    {
        var sidecars = session.Api.SidecarsAsync(process.Guid, cancellationToken);
        var stats = session.Api.StatsAsync(process.Guid, cancellationToken);
        var full = withCommand ? await session.Api.ProcessAsync(process.Guid, cancellationToken) : process;
        return new ProcessSummary(full, await stats, await sidecars);
    }

    public void Show(CliConsole console, TimeProvider time, bool withCommand)
    {
        console.Line();
        var rows = new List<(string, string)>
        {
            ("type:", Process.Type),
            ("sidecars:", string.Join(", ", Sidecars.Select(sidecar => sidecar.Name))),
            ("instances:", Health),
            ("memory usage:", $"{Process.MemoryInMb}M"),
        };
        if (withCommand && !string.IsNullOrEmpty(Process.Command))
            rows.Add(("start command:", Process.Command));
        console.KeyValues(rows);
        if (Instances.Count == 0)
        {
            console.Line("There are no running instances of this process.");
            return;
        }
        // Zones are Ingot's; elsewhere the table is the official one.
        var withZones = Instances.Any(instance => instance.Zone is not null);
        console.Table([withZones ? [.. Headings, "zone"] : Headings, .. Instances.Select(instance => Row(instance, time, withZones))]);
    }

    private static string[] Row(InstanceResource instance, TimeProvider time, bool withZone)
    {
        string[] row =
        [
            $"#{instance.Index}",
            instance.State.ToLowerInvariant(),
            Figures.Instant(time.GetUtcNow() - TimeSpan.FromSeconds(instance.Uptime)),
            $"{instance.Usage.Cpu * 100:F1}%",
            $"{Figures.Bytes(instance.Usage.Mem)} of {Figures.Bytes(instance.MemQuota ?? 0)}",
            $"{Figures.Bytes(instance.Usage.Disk)} of {Figures.Bytes(instance.DiskQuota ?? 0)}",
            $"{Figures.Bytes(instance.Usage.LogRate)}/s of {Figures.BytesPerSecond(instance.LogRateLimit ?? 0)}",
            instance.Details ?? "",
        ];
        return withZone ? [.. row, instance.Zone ?? ""] : row;
    }
}

/// <summary>The order processes are shown in: web first, then by type.</summary>
internal static class ProcessOrder
{
    public static IEnumerable<ProcessSummary> InOrder(this IEnumerable<ProcessSummary> processes) => processes.InOrder(process => process.Process.Type);

    public static IEnumerable<ProcessResource> InOrder(this IEnumerable<ProcessResource> processes) => processes.InOrder(process => process.Type);

    private static IEnumerable<T> InOrder<T>(this IEnumerable<T> processes, Func<T, string> type) =>
        processes.OrderBy(process => type(process) != "web").ThenBy(type, StringComparer.Ordinal);
}
