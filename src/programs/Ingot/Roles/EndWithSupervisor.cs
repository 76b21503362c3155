using System.Diagnostics;
using Ingot.Hosting;
using Microsoft.Win32.SafeHandles;

namespace Ingot.Roles;

/// <summary>Ends this process at once when the supervisor is gone, so that nothing outlives it and the data directory is free.</summary>
internal static class EndWithSupervisor
{
    public static void Watch() =>
        SupervisorWatch.Start(
            new SafeFileHandle(RoleSettings.SupervisorPipe, ownsHandle: false),
            () =>
            {
                using var self = Process.GetCurrentProcess();
                self.Kill();
            }
        );
}
