using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ingot.Sandbox.Processes;

/// <summary>A pipe of the operating system; both ends are closed on exec, so that only who is given an end has it.</summary>
public sealed class Pipe : IDisposable
{
    /// <summary>Opens a pipe. Reads do not block when <paramref name="nonBlockingReads"/> is set; writes always may.</summary>
    public unsafe Pipe(bool nonBlockingReads = false)
    {
        const int SetFlags = 4;
        var ends = stackalloc int[2];
        if (Libc.CreatePipe(ends, Libc.OpenCloseOnExec) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        Reading = new SafeFileHandle(ends[0], ownsHandle: true);
        Writing = new SafeFileHandle(ends[1], ownsHandle: true);
        if (nonBlockingReads)
            _ = Libc.Control(ends[0], SetFlags, Libc.OpenNonBlocking);
    }

    private Pipe(SafeFileHandle reading, SafeFileHandle writing) => (Reading, Writing) = (reading, writing);

    public SafeFileHandle Reading { get; private set; }
    public SafeFileHandle Writing { get; }

    /// <summary>The pipe of which the program that ran in this process before left both ends.</summary>
    public static Pipe Take(int reading, int writing) => new(new(ProcessImage.Take(reading), ownsHandle: true), new(ProcessImage.Take(writing), ownsHandle: true));

    /// <summary>Makes the caller the reading end's owner.</summary>
    internal SafeFileHandle TakeReading()
    {
        var taken = Reading;
        Reading = new SafeFileHandle();
        return taken;
    }

    /// <summary>Lets another user reopen the pipe by its name, as <c>echo x > /dev/stderr</c> does.</summary>
    internal void GiveTo(uint user) => _ = Libc.ChangeOwner((int)Writing.DangerousGetHandle(), user, user);

    /// <summary>Writes a few bytes; nothing when either end is closed.</summary>
    public unsafe void Write(ReadOnlySpan<byte> bytes)
    {
        var held = false;
        try
        {
            Writing.DangerousAddRef(ref held);
            fixed (byte* first = bytes)
                _ = Libc.Write((int)Writing.DangerousGetHandle(), first, (nuint)bytes.Length);
        }
        catch (ObjectDisposedException)
        {
            // The reader has ended meanwhile.
        }
        finally
        {
            if (held)
                Writing.DangerousRelease();
        }
    }

    /// <summary>Takes everything out of a pipe whose reads do not block.</summary>
    internal unsafe void Drain()
    {
        var buffer = stackalloc byte[256];
        while (Libc.Read((int)Reading.DangerousGetHandle(), buffer, 256) == 256) { }
    }

    public void Dispose()
    {
        Reading.Dispose();
        Writing.Dispose();
    }
}
