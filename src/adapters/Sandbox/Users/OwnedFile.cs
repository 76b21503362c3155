using Ingot.Sandbox.Processes;
using Microsoft.Win32.SafeHandles;

namespace Ingot.Sandbox.Users;

/// <summary>Opens what an unprivileged user left behind, without being led elsewhere.</summary>
public static class OwnedFile
{
    /// <summary>Opens a file for reading, or gives null when it is missing or no plain file: a link could name a file only we may read.</summary>
    public static unsafe SafeFileHandle? FindForReading(string path)
    {
        var descriptor = Libc.Open(path, Libc.OpenCloseOnExec | Libc.OpenNoFollow | Libc.OpenNonBlocking);
        if (descriptor < 0)
            return null;
        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        // A pipe cannot be sought in, a folder cannot be read, and devices an ordinary user cannot make.
        if (Libc.Seek(descriptor, 0, 0) == 0 && Libc.Read(descriptor, null, 0) == 0)
            return file;
        file.Dispose();
        return null;
    }
}
