using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Http;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>What the app commands have in common.</summary>
internal static class AppLookup
{
    public static readonly Argument AppName = new("APP_NAME");

    public static readonly (string, string) StagingTimeout = ("CF_STAGING_TIMEOUT=15", "Max wait time for staging, in minutes");

    public static readonly (string, string) StartupTimeout = ("CF_STARTUP_TIMEOUT=5", "Max wait time for app instance startup, in minutes");

    public static async Task<AppResource> GetAppAsync(this Session session, string name, CancellationToken cancellationToken) =>
        await session.Api.FindAppAsync(name, session.Config.SpaceFields.Guid, cancellationToken) ?? throw new CommandException($"App '{name}' not found.");

    /// <summary>What a process type's absence is told with.</summary>
    public static CommandException NoProcess(string type) => new($"Process {type} not found");

    /// <summary>Whether a refusal means that the app has no process of the type.</summary>
    public static bool LacksProcess(this ApiException refusal) => refusal.Says("Process not found");

    /// <summary>E.g. <c>Stopping app shop in org o / space s as me...</c></summary>
    public static void SayDoing(this Session session, string doing, string app) =>
        session.SayInSpace(System.Runtime.CompilerServices.FormattableStringFactory.Create($"{doing} {{0}}", app));

    /// <summary>The instances that exist now, so that they are not taken for new ones later.</summary>
    public static async Task<IReadOnlySet<string>> InstanceGuidsAsync(this Session session, string appGuid, CancellationToken cancellationToken)
    {
        var guids = new HashSet<string>();
        foreach (var process in await session.Api.ProcessesAsync(appGuid, cancellationToken))
            guids.UnionWith((await session.Api.StatsAsync(process.Guid, cancellationToken)).Select(row => row.InstanceGuid).OfType<string>());
        return guids;
    }
}
