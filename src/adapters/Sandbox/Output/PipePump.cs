using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Ingot.Sandbox.Processes;
using Microsoft.Win32.SafeHandles;

namespace Ingot.Sandbox.Output;

/// <summary>Takes the bytes that came through a pipe. Called on the pump's thread, so it must not block.</summary>
public delegate void BytesReceived(ReadOnlySpan<byte> bytes);

/// <summary>
/// Reads the pipes of all sandboxes on one thread, because .NET would block a thread of its pool for each. A writer that fills the
/// buffer is left waiting for a moment: so an app writing without end costs neither memory nor a whole core.
/// </summary>
internal static class PipePump
{
    private const int BufferBytes = 64 * 1024;
    private const long RestMilliseconds = 4;

    private static readonly ConcurrentQueue<Source> arrived = new();
    private static readonly List<Source> sources = [];
    private static readonly byte[] buffer = new byte[BufferBytes];
    private static readonly Pipe wakeUp = new(nonBlockingReads: true);

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
            WaitForBytes();
            wakeUp.Drain();
            while (arrived.TryDequeue(out var source))
                sources.Add(source);
            sources.RemoveAll(static source => source.RestsUntil <= Environment.TickCount64 && !Read(source));
        }
    }

    /// <summary>Reads once; false at the end. A descriptor with nothing to read answers so at once.</summary>
    private static unsafe bool Read(Source source)
    {
        nint count;
        fixed (byte* first = buffer)
            count = Libc.Read((int)source.Pipe.DangerousGetHandle(), first, BufferBytes);
        if (count < 0 && Marshal.GetLastPInvokeError() is Libc.TryAgain or Libc.Interrupted)
            return true;
        if (count > 0)
        {
            var began = Environment.TickCount64;
            source.Received(buffer.AsSpan(0, (int)count));
            var now = Environment.TickCount64;
            // Many short lines take longer than a few long ones: a source gets at most a quarter of this thread.
            source.RestsUntil = count == BufferBytes ? now + RestMilliseconds + (3 * (now - began)) : 0;
            return true;
        }
        source.Pipe.Dispose();
        source.Ended.SetResult();
        return false;
    }

    private static unsafe void WaitForBytes()
    {
        var list = new PollDescriptor[sources.Count + 1];
        list[0] = new PollDescriptor { Descriptor = (int)wakeUp.Reading.DangerousGetHandle(), Events = Libc.PollIn };
        var anyRests = false;
        for (var i = 0; i < sources.Count; i++)
        {
            var rests = sources[i].RestsUntil > Environment.TickCount64;
            anyRests |= rests;
            // A negative number is passed over by poll.
            list[i + 1] = new PollDescriptor { Descriptor = rests ? -1 : (int)sources[i].Pipe.DangerousGetHandle(), Events = Libc.PollIn };
        }
        fixed (PollDescriptor* first = list)
            _ = Libc.Poll(first, (ulong)list.Length, anyRests ? (int)RestMilliseconds : Timeout.Infinite);
    }

    private sealed class Source(SafeFileHandle pipe, BytesReceived received)
    {
        public SafeFileHandle Pipe => pipe;
        public BytesReceived Received => received;
        public long RestsUntil { get; set; }
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
