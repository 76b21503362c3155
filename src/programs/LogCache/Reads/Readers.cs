using Ingot.Protocol.Controller;

namespace Ingot.LogCache.Reads;

/// <summary>Who may read what.</summary>
internal static class Readers
{
    public static async Task<bool> MayReadAsync(Caller caller, string sourceId, IAppVisibility apps, CancellationToken cancellationToken) =>
        caller.Scopes.Contains("doppler.firehose")
        || caller.Scopes.Contains("logs.admin")
        || await apps.MayReadAsync(caller, sourceId, cancellationToken);
}
