using System.Net;
using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Http;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Tells that an app went while a command was at work on it.</summary>
internal static class Deletion
{
    /// <summary>What is refused then is some part of the app, whose name tells the user nothing.</summary>
    /// <param name="done">What was done with the app, e.g. <c>pushed</c>.</param>
    public static async Task<T> NoticeDeletionAsync<T>(this Session session, AppResource app, string done, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (ApiException refusal) when (refusal.Status is HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity)
        {
            if ((await session.Api.AppsByGuidAsync([app.Guid], cancellationToken)).Count > 0)
            {
                throw;
            }
            throw new CommandException($"App '{app.Name}' was deleted while it was being {done}.");
        }
    }

    public static Task NoticeDeletionAsync(this Session session, AppResource app, string done, Func<Task> work, CancellationToken cancellationToken) =>
        session.NoticeDeletionAsync(app, done, async () =>
        {
            await work();
            return true;
        }, cancellationToken);
}
