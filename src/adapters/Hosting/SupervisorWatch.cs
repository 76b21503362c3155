using Microsoft.Win32.SafeHandles;

namespace Ingot.Hosting;

/// <summary>Notices that the supervisor is gone: it alone holds the writing end of a pipe that every process of the platform inherits.</summary>
public static class SupervisorWatch
{
    /// <summary>Calls <paramref name="gone"/> once, from a thread of its own, when the pipe's writing end is closed.</summary>
    public static void Start(SafeFileHandle pipe, Action gone) =>
        new Thread(() =>
        {
            using var stream = new FileStream(pipe, FileAccess.Read, bufferSize: 0);
            while (stream.ReadByte() >= 0)
            {
                // The supervisor never writes; whatever comes means nothing.
            }
            gone();
        })
        {
            IsBackground = true,
            Name = "supervisor watch",
        }.Start();
}
