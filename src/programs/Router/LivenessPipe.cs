using Microsoft.Win32.SafeHandles;

namespace Ingot.Router;

/// <summary>Watches a pipe whose other end only the supervisor holds: its end of file is the supervisor's death.</summary>
internal static class LivenessPipe
{
    /// <summary>Calls <paramref name="lost"/> from a thread of its own, since nothing else may delay it.</summary>
    public static void Watch(int handle, Action lost)
    {
        var thread = new Thread(() => WaitForEnd(handle, lost)) { IsBackground = true, Name = "liveness" };
        thread.Start();
    }

    private static void WaitForEnd(int handle, Action lost)
    {
        using var pipe = new FileStream(new SafeFileHandle(handle, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        var octet = new byte[1];
        while (pipe.Read(octet) > 0)
        {
            // Nothing is ever written; a byte would not mean the end, either.
        }
        lost();
    }
}
