using System.Collections.Immutable;
using Ingot.Model.Instances;
using Ingot.Protocol.Cells;

namespace Ingot.Reconciler.Cells;

/// <summary>The instances of one cell, immutable; found by guid, by process and by having ended without a look at the others.</summary>
internal sealed record CellInstances
{
    public static readonly CellInstances None = new();

    public ImmutableDictionary<string, CellInstance> ByGuid { get; private init; } = ImmutableDictionary<string, CellInstance>.Empty;

    /// <summary>Guids of instances that have ended and are not forgotten.</summary>
    public ImmutableHashSet<string> Ended { get; private init; } = [];

    private ImmutableDictionary<string, ImmutableHashSet<string>> ByProcess { get; init; } =
        ImmutableDictionary<string, ImmutableHashSet<string>>.Empty;

    public InstanceStatus? Find(string guid) => ByGuid.GetValueOrDefault(guid)?.Status;

    /// <summary>Guids of the instances of a process, ended ones included.</summary>
    public ImmutableHashSet<string> Of(string processGuid) => ByProcess.GetValueOrDefault(processGuid, []);

    public CellInstances With(InstanceStatus status)
    {
        var guid = status.InstanceGuid;
        return new()
        {
            ByGuid = ByGuid.SetItem(guid, new CellInstance(status, ByGuid.GetValueOrDefault(guid)?.IsLeaving ?? false)),
            Ended = status.State.IsLive() ? Ended.Remove(guid) : Ended.Add(guid),
            ByProcess = ByProcess.SetItem(status.ProcessGuid, Of(status.ProcessGuid).Add(guid)),
        };
    }

    public CellInstances Without(string guid)
    {
        if (Find(guid) is not { } status)
            return this;
        var others = Of(status.ProcessGuid).Remove(guid);
        return new()
        {
            ByGuid = ByGuid.Remove(guid),
            Ended = Ended.Remove(guid),
            ByProcess = others.IsEmpty ? ByProcess.Remove(status.ProcessGuid) : ByProcess.SetItem(status.ProcessGuid, others),
        };
    }

    public CellInstances WithLeaving(string guid) => this with { ByGuid = ByGuid.SetItem(guid, ByGuid[guid] with { IsLeaving = true }) };
}

/// <summary>An instance as its cell tells of it, and whether it is being stopped, from the decision on.</summary>
internal sealed record CellInstance(InstanceStatus Status, bool IsLeaving);
