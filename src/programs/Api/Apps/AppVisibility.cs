using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Apps;

/// <summary>Answers for the log cache with the API's own rule.</summary>
internal sealed class AppVisibility(PlatformDb db) : IAppVisibility
{
    public Task<bool> MayReadAsync(Caller caller, string appGuid, CancellationToken cancellationToken) =>
        db.ReadAsync(async session => await AppEndpoints.Description.FindAsync(session, caller, appGuid) is not null, cancellationToken);
}
