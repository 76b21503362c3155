using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Reconciler.Leftovers;

/// <summary>Has the log lines of deleted apps forgotten.</summary>
internal sealed class OldLines(PlatformDb db, ILogSink logs)
{
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var apps = await db.ReadAsync(session => session.QueryAsync<string>("select guid from apps"), cancellationToken);
        logs.KeepOnly(apps.ToHashSet());
    }
}
