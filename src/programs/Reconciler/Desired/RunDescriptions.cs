using Ingot.Model.Processes;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Controller;

namespace Ingot.Reconciler.Desired;

/// <summary>Writes what a cell is told to run.</summary>
internal static class RunDescriptions
{
    public static RunDescription Of(DesiredRun run, ProcessVersion version, IReadOnlyCollection<DestinationRow> ofApp, PlatformAddress address) =>
        new()
        {
            ProcessGuid = run.Row.ProcessGuid,
            ProcessType = run.Row.ProcessType,
            Version = version.Version,
            AppGuid = run.Row.AppGuid,
            AppName = run.Row.AppName,
            SpaceGuid = run.Row.SpaceGuid,
            SpaceName = run.Row.SpaceName,
            OrganizationGuid = run.Row.OrganizationGuid,
            OrganizationName = run.Row.OrganizationName,
            DropletGuid = version.DropletGuid,
            Command = version.Command,
            Environment = version.Environment,
            MemoryMb = version.MemoryMb,
            DiskMb = version.DiskMb,
            LogRateLimit = version.LogRateLimit,
            HealthCheck = version.HealthCheck,
            ReadinessHealthCheck = version.ReadinessHealthCheck,
            Uris = [.. ofApp.Select(destination => UriOf(destination, address)).Distinct()],
            ApiUrl = address.Url,
            GraceSeconds = version.GraceSeconds,
            HasPort =
                run.Row.ProcessType == AppProcess.Web || ofApp.Any(destination => destination.ProcessType == run.Row.ProcessType),
        };

    private static string UriOf(DestinationRow destination, PlatformAddress address) =>
        $"{destination.FullHost}{(address.RoutePort is { } port ? $":{port}" : "")}{destination.Path}";
}
