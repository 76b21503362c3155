using Ingot.Hosting;
using Ingot.Router;
using Ingot.Sandbox.Processes;

namespace Ingot.Roles;

/// <summary>The process behind the front door.</summary>
internal static class RouterRole
{
    public static async Task<int> RunAsync()
    {
        var settings = RoleSettings.Read();
        LivenessPipe.Watch(RoleSettings.SupervisorPipe, () => LivenessPipe.ExitAtOnce(RoleExit.SupervisorGone));
        await RouterHost.RunAsync(
            new RouterOptions
            {
                Domain = settings.Address.Domain,
                Url = new Uri(settings.Address.Url),
                Data = new DataDirectory(settings.DataDirectory),
                ListenHandles = [.. Enumerable.Range(RoleSettings.FirstListener, settings.ListenerCount)],
            }
        );
        return 0;
    }
}
