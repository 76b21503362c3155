using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Ingot.Sandbox.Processes;

/// <summary>
/// Starts processes from one thread that never ends, and collects their exit statuses on it. Parent-death signals follow the thread
/// that started the child, not its process; the thread pool's threads come and go. Static, because children belong to the process.
/// </summary>
public static class ProcessSpawner
{
    private static readonly ConcurrentQueue<(SpawnRequest Request, TaskCompletionSource<SpawnedProcess> Started)> requests = new();
    private static readonly List<(SpawnedProcess Process, int Descriptor)> children = [];
    private static readonly Pipe wakeUp = new(nonBlockingReads: true);

    static ProcessSpawner()
    {
        new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "processes" }.Start();
    }

    /// <summary>Starts a process. A refusal of the operating system (no such file, no memory) is an <see cref="IOException"/>.</summary>
    public static Task<SpawnedProcess> StartAsync(SpawnRequest request)
    {
        var started = new TaskCompletionSource<SpawnedProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        requests.Enqueue((request, started));
        wakeUp.Write([0]);
        return started.Task;
    }

    private static void Run()
    {
        while (true)
        {
            WaitForWork();
            wakeUp.Drain();
            while (requests.TryDequeue(out var request))
                Start(request.Request, request.Started);
            children.RemoveAll(static child =>
            {
                if (!child.Process.Reap())
                    return false;
                _ = Libc.Close(child.Descriptor);
                return true;
            });
        }
    }

    private static void Start(SpawnRequest request, TaskCompletionSource<SpawnedProcess> started)
    {
        try
        {
            var process = new SpawnedProcess(SpawnCall.Start(request));
            // Unreaped, the child keeps its number, so the descriptor is of it and nothing else.
            children.Add((process, Libc.OpenProcessDescriptor(process.Pid)));
            started.SetResult(process);
        }
        catch (Exception exception)
        {
            started.SetException(exception);
        }
    }

    private static unsafe void WaitForWork()
    {
        Span<PollDescriptor> list = new PollDescriptor[children.Count + 1];
        list[0] = new PollDescriptor { Descriptor = (int)wakeUp.Reading.DangerousGetHandle(), Events = Libc.PollIn };
        for (var i = 0; i < children.Count; i++)
            list[i + 1] = new PollDescriptor { Descriptor = children[i].Descriptor, Events = Libc.PollIn };
        fixed (PollDescriptor* first = &MemoryMarshal.GetReference(list))
            _ = Libc.Poll(first, (ulong)list.Length, Timeout.Infinite);
    }
}
