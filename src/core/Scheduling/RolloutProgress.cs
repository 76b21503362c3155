using Ingot.Model.Instances;

namespace Ingot.Scheduling;

/// <summary>How far a process is with its version.</summary>
/// <param name="Ready">How many of the indexes that are to follow run it and are ready.</param>
/// <param name="IsComplete">All of them are, and nothing else of the process serves but what is to stay.</param>
/// <param name="IsChanging">An index has no ready instance, of whatever version: somebody waits for it to become healthy.</param>
public sealed record RolloutProgress(int Ready, bool IsComplete, bool IsChanging)
{
    public static RolloutProgress Of(DesiredProcess process, IEnumerable<ActualInstance> instances)
    {
        var (ready, served) = (new HashSet<int>(), new HashSet<int>());
        var others = false;
        foreach (var instance in instances.Where(instance => instance.State is InstanceState.Starting or InstanceState.Running))
        {
            var isOwn = instance.Version == process.Version && instance.Index < process.Following;
            others |= !isOwn && (instance.Index < process.Following || instance.Index >= process.Instances);
            if (instance.IsReady && isOwn)
                ready.Add(instance.Index);
            if (instance.IsReady && instance.Index < process.Instances)
                served.Add(instance.Index);
        }
        return new(ready.Count, ready.Count == process.Following && !others, served.Count < process.Instances);
    }
}
