using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Ingot.Sandbox.Processes;

/// <summary>The program this process runs. Another one in its place has the same number, the same children, and the descriptors it is left.</summary>
public static unsafe class ProcessImage
{
    /// <summary>Runs another program in this process, and returns only by an exception.</summary>
    /// <param name="kept">Descriptors the next program finds open under their present numbers, besides 0 to 2.</param>
    /// <exception cref="IOException">The operating system refused; this program goes on.</exception>
    public static void Replace(
        string fileName,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyList<SafeHandle> kept
    )
    {
        var path = Utf8StringMarshaller.ConvertToUnmanaged(fileName);
        var nativeArguments = NativeStrings.OfArguments(fileName, arguments);
        var nativeEnvironment = NativeStrings.OfEnvironment(environment);
        try
        {
            SetFlags(kept, 0);
            _ = Libc.Execute(path, nativeArguments, nativeEnvironment);
            throw new IOException($"Cannot run {fileName}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        finally
        {
            SetFlags(kept, Libc.CloseOnExec);
            NativeStrings.Free(nativeEnvironment);
            NativeStrings.Free(nativeArguments);
            Utf8StringMarshaller.Free(path);
        }
    }

    /// <summary>Takes over a descriptor the program before this one left; the programs this one starts do not inherit it unless told to.</summary>
    public static nint Take(int descriptor)
    {
        _ = Libc.Control(descriptor, Libc.SetDescriptorFlags, Libc.CloseOnExec);
        return descriptor;
    }

    private static void SetFlags(IReadOnlyList<SafeHandle> handles, int flags)
    {
        foreach (var handle in handles)
            _ = Libc.Control((int)handle.DangerousGetHandle(), Libc.SetDescriptorFlags, flags);
    }
}
