using Ingot.Hosting;
using Ingot.Router;

namespace Ingot.Roles;

/// <summary>The process behind the front door.</summary>
internal static class RouterRole
{
    public static async Task<int> RunAsync()
    {
        var settings = RoleSettings.Read();
        await RouterHost.RunAsync(
            new RouterOptions
            {
                Domain = settings.Address.Domain,
                Url = new Uri(settings.Address.Url),
                Data = new DataDirectory(settings.DataDirectory),
                ListenHandles = [.. Enumerable.Range(RoleSettings.FirstListener, settings.ListenerCount)],
                LivenessHandle = RoleSettings.SupervisorPipe,
            }
        );
        return 0;
    }
}
