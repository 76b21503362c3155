using Ingot.Hosting;
using Ingot.Router;
using Ingot.Router.Requests;
using Ingot.Sandbox.Processes;
using Microsoft.Win32.SafeHandles;

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
                LifeSignSocket = DataDirectory.RouterSocket(Environment.ProcessId),
                ListenHandles = [.. Enumerable.Range(RoleSettings.FirstListener, settings.ListenerCount)],
            },
            settings.Standby ? WhenWantedAsync() : Task.CompletedTask
        );
        return 0;
    }

    /// <summary>Completes when the supervisor, which has lost its router, writes a byte.</summary>
    private static Task WhenWantedAsync() =>
        Task.Run(() =>
        {
            using var pipe = new FileStream(new SafeFileHandle(RoleSettings.StandbyPipe, ownsHandle: true), FileAccess.Read, bufferSize: 0);
            // The end of the pipe is the supervisor's, which ends this process in another way.
            if (pipe.ReadByte() < 0)
                LivenessPipe.ExitAtOnce(RoleExit.SupervisorGone);
        });
}
