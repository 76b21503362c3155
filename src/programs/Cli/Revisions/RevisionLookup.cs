using Ingot.ApiClient.Revisions;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Revisions;

/// <summary>Finds revisions by the numbers people know them by.</summary>
internal static class RevisionLookup
{
    public static async Task<RevisionResource> GetRevisionAsync(this Session session, string appGuid, long version, CancellationToken cancellationToken) =>
        await session.Api.FindRevisionAsync(appGuid, version, cancellationToken) ?? throw new CommandException($"Revision '{version}' not found");
}
