using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Ingot.Router.Tests.Support;

/// <summary>File descriptors as a child process inherits them.</summary>
internal static class Descriptors
{
    /// <summary>A second descriptor of the same socket, without close-on-exec, as the supervisor hands it down.</summary>
    public static int Inherit(Socket socket)
    {
        var copy = Duplicate((int)socket.Handle);
        return copy >= 0 ? copy : throw new IOException($"dup failed with error {Marshal.GetLastPInvokeError()}.");
    }

    [DllImport("libc", EntryPoint = "dup", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int descriptor);
}
