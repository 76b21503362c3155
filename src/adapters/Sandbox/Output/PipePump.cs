using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Ingot.Sandbox.Processes;
using Microsoft.Win32.SafeHandles;

namespace Ingot.Sandbox.Output;

/// <summary>Takes the bytes that came through a pipe. Called on the pump's thread, so it must not block.</summary>
public delegate void BytesReceived(ReadOnlySpan<byte> bytes);

/// <summary>
/// Reads the pipes of all sandboxes on one thread, because .NET would block a thread of its pool for each. A writer that fills the
/// buffer is left waiting for a moment: so apps writing without end cost neither memory nor, all together, more than a third of a core.
/// </summary>
internal static class PipePump
{
    private const int BufferBytes = 64 * 1024;
    private const int RestMilliseconds = 4;

    /// <summary>An app that writes line by line is read a few lines at a time: waking up costs more than a line does.</summary>
    private const int GatheringMilliseconds = 2;

    private static readonly ConcurrentQueue<Source> arrived = new();
    private static readonly List<Source> sources = [];
    private static readonly byte[] buffer = new byte[BufferBytes];
    private static readonly Pipe wakeUp = new(nonBlockingReads: true);
    private static PollDescriptor[] descriptors = new PollDescriptor[1];

    static PipePump()
    {
        new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "pipes" }.Start();
    }

    /// <summary>Hands everything that comes to <paramref name="received"/>, and completes at the end of the pipe, then closed.</summary>
    public static Task ReadToEndAsync(SafeFileHandle pipe, BytesReceived received)
    {
        var source = new Source(pipe, received);
        arrived.Enqueue(source);
        wakeUp.Write([0]);
        return source.Ended.Task;
    }

    private static void Run()
    {
        while (true)
        {
            wakeUp.Drain();
            while (arrived.TryDequeue(out var source))
                sources.Add(source);
            WaitForBytes();
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < sources.Count; i++)
            {
                if (descriptors[i + 1].Returned != 0)
                    Read(sources[i]);
            }
            // Many short lines take longer than a few long ones, so who fills the buffer waits by the work of all.
            var ended = Stopwatch.GetTimestamp();
            var restUntil = ended + (2 * (ended - began)) + (RestMilliseconds * Stopwatch.Frequency / 1000);
            foreach (var source in sources)
            {
                if (source.HasFilled)
                    source.RestsUntil = restUntil;
                source.HasFilled = false;
            }
            sources.RemoveAll(static source => source.Ended.Task.IsCompleted);
            if (sources.Count > 0)
                Pause();
        }
    }

    /// <summary>Reads once. A descriptor with nothing to read answers so at once.</summary>
    private static unsafe void Read(Source source)
    {
        nint count;
        fixed (byte* first = buffer)
            count = Libc.Read((int)source.Pipe.DangerousGetHandle(), first, BufferBytes);
        if (count < 0 && Marshal.GetLastPInvokeError() is Libc.TryAgain or Libc.Interrupted)
            return;
        if (count > 0)
        {
            source.Received(buffer.AsSpan(0, (int)count));
            source.HasFilled = count == BufferBytes;
            return;
        }
        source.Pipe.Dispose();
        source.Ended.SetResult();
    }

    private static unsafe void WaitForBytes()
    {
        if (descriptors.Length < sources.Count + 1)
            descriptors = new PollDescriptor[2 * (sources.Count + 1)];
        descriptors[0] = new PollDescriptor { Descriptor = (int)wakeUp.Reading.DangerousGetHandle(), Events = Libc.PollIn };
        var anyRests = false;
        var now = Stopwatch.GetTimestamp();
        for (var i = 0; i < sources.Count; i++)
        {
            var rests = sources[i].RestsUntil > now;
            anyRests |= rests;
            // A negative number is passed over by poll.
            descriptors[i + 1] = new PollDescriptor
            {
                Descriptor = rests ? -1 : (int)sources[i].Pipe.DangerousGetHandle(),
                Events = Libc.PollIn,
            };
        }
        fixed (PollDescriptor* first = descriptors)
            _ = Libc.Poll(first, (ulong)sources.Count + 1, anyRests ? RestMilliseconds : Timeout.Infinite);
    }

    private static unsafe void Pause() => _ = Libc.Poll(null, 0, GatheringMilliseconds);

    private sealed class Source(SafeFileHandle pipe, BytesReceived received)
    {
        public SafeFileHandle Pipe => pipe;
        public BytesReceived Received => received;

        /// <summary>Whether the last read took all there was room for.</summary>
        public bool HasFilled { get; set; }
        public long RestsUntil { get; set; }
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
