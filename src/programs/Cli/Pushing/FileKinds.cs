using System.Runtime.InteropServices;

namespace Ingot.Cli.Pushing;

/// <summary>Tells files from pipes, sockets and devices, which .NET lists as files; opening one of those may wait for ever.</summary>
internal static partial class FileKinds
{
    private const int WorkingDirectory = -100;
    private const uint AskForType = 1;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>Linux' <c>struct statx</c> is the same on every architecture, unlike that of <c>stat</c>.</summary>
    private const int AnswerBytes = 256;
    private const int ModeAt = 28;

    /// <summary>Whether the path, links followed, is a regular file; true where it cannot be asked for, so that opening it says why.</summary>
    public static bool IsRegular(string path)
    {
        Span<byte> answer = stackalloc byte[AnswerBytes];
        return !OperatingSystem.IsLinux()
            || Ask(WorkingDirectory, path, 0, AskForType, ref MemoryMarshal.GetReference(answer)) != 0
            || (BitConverter.ToUInt16(answer[ModeAt..]) & TypeMask) == RegularFile;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(int directory, string path, int flags, uint mask, ref byte answer);
}
