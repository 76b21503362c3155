using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Ingot.Cell.Settings;
using Ingot.Protocol.Cells;

namespace Ingot.Cell.Events;

/// <summary>The present status of everything on the cell, and its changes for any number of readers.</summary>
internal sealed class CellEventFeed(CellOptions options)
{
    /// <summary>A reader this many changes behind is cut off; it comes again and gets a snapshot.</summary>
    private const int Backlog = 10_000;

    private readonly Lock changing = new();
    private readonly Dictionary<string, InstanceStatus> instances = [];
    private readonly Dictionary<string, TaskStatus> tasks = [];
    private readonly List<Channel<CellEvent>> readers = [];
    private bool ended;

    public void Publish(InstanceStatus instance)
    {
        lock (changing)
        {
            instances[instance.InstanceGuid] = instance;
            Send_NeedsLock(new CellEvent { Instance = instance });
        }
    }

    public void Publish(TaskStatus task)
    {
        lock (changing)
        {
            tasks[task.TaskGuid] = task;
            Send_NeedsLock(new CellEvent { Task = task });
        }
    }

    public void Forget(string guid)
    {
        lock (changing)
        {
            if (instances.Remove(guid) | tasks.Remove(guid))
                Send_NeedsLock(new CellEvent { Forgotten = guid });
        }
    }

    /// <summary>The snapshot, then every change.</summary>
    public async IAsyncEnumerable<CellEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = Channel.CreateBounded<CellEvent>(Backlog);
        lock (changing)
        {
            reader.Writer.TryWrite(new CellEvent { Snapshot = Snapshot_NeedsLock() });
            readers.Add(reader);
            if (ended)
                reader.Writer.Complete();
        }
        try
        {
            await foreach (var change in reader.Reader.ReadAllAsync(cancellationToken))
                yield return change;
        }
        finally
        {
            lock (changing)
                readers.Remove(reader);
        }
    }

    /// <summary>Ends all streams after what they still hold.</summary>
    public void End()
    {
        lock (changing)
        {
            ended = true;
            foreach (var reader in readers)
                reader.Writer.TryComplete();
        }
    }

    private void Send_NeedsLock(CellEvent change)
    {
        foreach (var reader in readers.Where(reader => !reader.Writer.TryWrite(change)))
            reader.Writer.TryComplete();
    }

    private CellSnapshot Snapshot_NeedsLock() =>
        new()
        {
            Cell = options.Name,
            Zone = options.Zone,
            Incarnation = options.Incarnation,
            MemoryMb = options.MemoryMb,
            DiskMb = options.DiskMb,
            MaxInstances = options.MaxInstances,
            Instances = [.. instances.Values],
            Tasks = [.. tasks.Values],
        };
}
