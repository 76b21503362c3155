using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Ingot.Sandbox.Processes;

/// <summary>
/// Starts processes from one thread that never ends, and collects their exit statuses on it. Parent-death signals follow the thread
/// that started the child, not its process; the thread pool's threads come and go. Static, because children belong to the process.
/// </summary>
public static class ProcessSpawner
{
    private static readonly ConcurrentQueue<(Func<int> Start, TaskCompletionSource<SpawnedProcess> Started)> requests = new();
    private static readonly List<(SpawnedProcess Process, int Descriptor)> children = [];
    private static readonly Pipe wakeUp = new(nonBlockingReads: true);

    static ProcessSpawner()
    {
        new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "processes" }.Start();
    }

    /// <summary>Starts a process. A refusal of the operating system (no such file, no memory) is an <see cref="IOException"/>.</summary>
    public static Task<SpawnedProcess> StartAsync(SpawnRequest request) => EnqueueAsync(() => SpawnCall.Start(request));

    /// <summary>Takes over a child which the program that ran in this process before has started. One that was reaped has exited.</summary>
    public static Task<SpawnedProcess> AdoptAsync(int pid) => EnqueueAsync(() => pid);

    private static Task<SpawnedProcess> EnqueueAsync(Func<int> start)
    {
        var started = new TaskCompletionSource<SpawnedProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        requests.Enqueue((start, started));
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
                Start(request.Start, request.Started);
            children.RemoveAll(static child =>
            {
                if (!child.Process.Reap())
                    return false;
                _ = Libc.Close(child.Descriptor);
                return true;
            });
        }
    }

    private static void Start(Func<int> start, TaskCompletionSource<SpawnedProcess> started)
    {
        try
        {
            var process = new SpawnedProcess(start());
            // Unreaped, the child keeps its number, so the descriptor is of it and nothing else. One taken over may have been reaped.
            if (!process.Reap())
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
