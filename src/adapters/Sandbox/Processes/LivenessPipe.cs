using System.Runtime.InteropServices;

namespace Ingot.Sandbox.Processes;

/// <summary>A pipe inherited from a process on which this one depends; its end is that process's end, however it came.</summary>
public static class LivenessPipe
{
    /// <summary>Calls <paramref name="gone"/> once, on a thread of its own, when the other side is gone.</summary>
    public static void Watch(int descriptor, Action gone)
    {
        // Inherited across our own exec, it would otherwise be inherited by whatever we start.
        _ = Libc.Control(descriptor, Libc.SetDescriptorFlags, Libc.CloseOnExec);
        new Thread(() => WaitForEnd(descriptor, gone), maxStackSize: 256 * 1024) { IsBackground = true, Name = "liveness" }.Start();
    }

    /// <summary>Ends this process at once, without running anything more in it.</summary>
    public static void ExitAtOnce(int status) => Libc.Exit(status);

    private static unsafe void WaitForEnd(int descriptor, Action gone)
    {
        byte any;
        nint count;
        do
            count = Libc.Read(descriptor, &any, 1);
        while (count > 0 || (count < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted));
        gone();
    }
}
