using System.Collections.Immutable;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;
using Ingot.Protocol.Supervisor;
using Ingot.Scheduling;

namespace Ingot.Reconciler.Cells;

/// <summary>All that is known of one incarnation of a cell: the supervisor's word about its process, its own about the rest.</summary>
internal sealed record CellView
{
    public required string Name { get; init; }
    public required string Zone { get; init; }
    public required string Incarnation { get; init; }
    public required CellProcessState Process { get; init; }

    /// <summary>Whether its supervisor wants it empty, as another cell takes its place.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>Whether this controller has known an earlier incarnation; then this one runs only what this controller ordered.</summary>
    public required bool IsWitnessed { get; init; }
    public required CellConnection Connection { get; init; }

    /// <summary>Whether its event stream is open and its snapshot has been read from it.</summary>
    public bool IsConnected { get; init; }

    /// <summary>Whether it was ever heard.</summary>
    public bool IsHeard { get; init; }

    /// <summary>When it was first heard.</summary>
    public DateTimeOffset HeardSince { get; init; }
    public int MemoryMb { get; init; }
    public int DiskMb { get; init; }
    public int MaxInstances { get; init; }
    public CellInstances Instances { get; init; } = CellInstances.None;
    public ImmutableDictionary<string, Protocol.Cells.TaskStatus> Tasks { get; init; } =
        ImmutableDictionary<string, Protocol.Cells.TaskStatus>.Empty;

    /// <summary>Guids of what was ordered and of which the cell has not spoken yet; its snapshot may be older.</summary>
    public ImmutableHashSet<string> Ordered { get; init; } = [];

    public CellCondition Condition =>
        this switch
        {
            { IsConnected: true, Process: not CellProcessState.Sweeping } => CellCondition.Usable,
            { IsHeard: false, IsWitnessed: false } => CellCondition.Unheard,
            _ => CellCondition.Silent,
        };

    public LocatedInstance Locate(string instanceGuid)
    {
        var (status, isLeaving) = Instances.ByGuid[instanceGuid];
        return new(this, status, isLeaving);
    }

    /// <summary>The view after the cell has told everything; only what was ordered meanwhile is kept beside it.</summary>
    public CellView With(CellSnapshot snapshot, DateTimeOffset now) =>
        this with
        {
            IsConnected = true,
            IsHeard = true,
            HeardSince = IsHeard ? HeardSince : now,
            MemoryMb = snapshot.MemoryMb,
            DiskMb = snapshot.DiskMb,
            MaxInstances = snapshot.MaxInstances,
            Instances = snapshot.Instances.Aggregate(
                Instances
                    .ByGuid.Keys.Except(snapshot.Instances.Select(status => status.InstanceGuid))
                    .Except(Ordered)
                    .Aggregate(Instances, static (instances, gone) => instances.Without(gone)),
                static (instances, status) => instances.With(status)
            ),
            Tasks = Tasks
                .RemoveRange(Tasks.Keys.Where(guid => !Ordered.Contains(guid)))
                .SetItems(snapshot.Tasks.Select(status => KeyValuePair.Create(status.TaskGuid, status))),
            Ordered = Ordered
                .Except(snapshot.Instances.Select(status => status.InstanceGuid))
                .Except(snapshot.Tasks.Select(status => status.TaskGuid)),
        };

    public CellView With(InstanceStatus status) =>
        this with
        {
            Instances = Instances.With(status),
            Ordered = Ordered.Remove(status.InstanceGuid),
        };

    public CellView With(Protocol.Cells.TaskStatus status) =>
        this with
        {
            Tasks = Tasks.SetItem(status.TaskGuid, status),
            Ordered = Ordered.Remove(status.TaskGuid),
        };

    public CellView Without(string guid) =>
        this with
        {
            Instances = Instances.Without(guid),
            Tasks = Tasks.Remove(guid),
            Ordered = Ordered.Remove(guid),
        };

    /// <summary>Puts in an instance as it was ordered, unless the cell itself has spoken of it already.</summary>
    public CellView WithOrdered(InstanceStatus status) =>
        Instances.Find(status.InstanceGuid) is not null
            ? this
            : this with
            {
                Instances = Instances.With(status),
                Ordered = Ordered.Add(status.InstanceGuid),
            };

    /// <summary>Puts in a task as it was ordered, unless the cell itself has spoken of it already.</summary>
    public CellView WithOrdered(Protocol.Cells.TaskStatus status) =>
        Tasks.ContainsKey(status.TaskGuid)
            ? this
            : this with
            {
                Tasks = Tasks.Add(status.TaskGuid, status),
                Ordered = Ordered.Add(status.TaskGuid),
            };
}

/// <summary>The line to one incarnation of a cell. It ends with the incarnation, so that no order reaches the next one.</summary>
internal sealed class CellConnection : IDisposable
{
    private const int OrdersAtOnce = 16;
    private readonly CancellationTokenSource gone = new();

    public CellConnection(ICell client)
    {
        Client = client;
        Gone = gone.Token;
    }

    public ICell Client { get; }

    /// <summary>Places for orders under way; a cell that hangs holds up only its own.</summary>
    public SemaphoreSlim Slots { get; } = new(OrdersAtOnce);

    /// <summary>Cancelled when no process of the incarnation is left.</summary>
    public CancellationToken Gone { get; }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
        Client.Dispose();
    }
}

/// <summary>An instance together with the cell that told of it.</summary>
internal sealed record LocatedInstance(CellView Cell, InstanceStatus Status, bool IsLeaving)
{
    public bool IsLive => Status.State.IsLive();
}
