using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Ingot.Sandbox.Processes;

/// <summary>One call of <c>posix_spawn</c>, which neither copies this process's memory nor runs managed code in the child.</summary>
internal static unsafe class SpawnCall
{
    /// <summary>Starts the process on the calling thread, which thereby becomes its parent for parent-death signals.</summary>
    /// <exception cref="IOException">The operating system refused.</exception>
    public static int Start(SpawnRequest request)
    {
        var attributes = stackalloc byte[Libc.OpaqueBytes];
        var fileActions = stackalloc byte[Libc.OpaqueBytes];
        var copies = new List<int>();
        Check(Libc.InitializeAttributes(attributes), request);
        Check(Libc.InitializeFileActions(fileActions), request);
        var arguments = NativeStrings.OfArguments(request.FileName, request.Arguments);
        var environment = NativeStrings.OfEnvironment(request.Environment);
        var path = Utf8StringMarshaller.ConvertToUnmanaged(request.FileName);
        try
        {
            SetAttributes(attributes, request.NewSession);
            AddFileActions(fileActions, request, copies);
            Check(Libc.Spawn(out var pid, path, fileActions, attributes, arguments, environment), request);
            return pid;
        }
        finally
        {
            Utf8StringMarshaller.Free(path);
            NativeStrings.Free(environment);
            NativeStrings.Free(arguments);
            foreach (var copy in copies)
                _ = Libc.Close(copy);
            _ = Libc.DestroyFileActions(fileActions);
            _ = Libc.DestroyAttributes(attributes);
        }
    }

    /// <summary>The runtime ignores SIGPIPE and blocks what it likes; a child starts with nothing of that.</summary>
    private static void SetAttributes(byte* attributes, bool newSession)
    {
        var signals = stackalloc byte[Libc.OpaqueBytes];
        _ = Libc.FillSignals(signals);
        _ = Libc.SetDefaultSignals(attributes, signals);
        _ = Libc.EmptySignals(signals);
        _ = Libc.SetSignalMask(attributes, signals);
        var flags = Libc.SpawnSetSignalDefaults | Libc.SpawnSetSignalMask | (newSession ? Libc.SpawnSetSession : 0);
        _ = Libc.SetFlags(attributes, (short)flags);
    }

    private static void AddFileActions(byte* fileActions, SpawnRequest request, List<int> copies)
    {
        if (request.WorkingDirectory is { } directory)
            Check(Libc.AddChangeDirectory(fileActions, directory), request);
        if (request.Descriptors.All(descriptor => descriptor.Number != 0))
            Check(Libc.AddOpen(fileActions, 0, "/dev/null", 0, 0), request);
        // Copied out of the way first: our number for one may be the child's number for another.
        var free = request.Descriptors.Select(descriptor => descriptor.Number).Append(2).Max() + 1;
        foreach (var descriptor in request.Descriptors)
        {
            var copy = Copy(descriptor.Handle, free);
            copies.Add(copy);
            Check(Libc.AddDuplicate(fileActions, copy, descriptor.Number), request);
        }
        // Ours are closed on exec; what we ourselves inherited from whoever started us may not be.
        foreach (var number in Enumerable.Range(3, free - 3).Except(request.Descriptors.Select(descriptor => descriptor.Number)))
            Check(Libc.AddClose(fileActions, number), request);
        Check(Libc.AddCloseFrom(fileActions, free), request);
    }

    private static int Copy(SafeHandle handle, int lowest)
    {
        var held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            var copy = Libc.Control((int)handle.DangerousGetHandle(), Libc.DuplicateCloseOnExec, lowest);
            return copy >= 0 ? copy : throw new IOException($"Cannot copy a descriptor: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        finally
        {
            if (held)
                handle.DangerousRelease();
        }
    }

    private static void Check(int error, SpawnRequest request)
    {
        if (error != 0)
            throw new IOException($"Cannot start {request.FileName}: {Marshal.GetPInvokeErrorMessage(error)}");
    }
}
