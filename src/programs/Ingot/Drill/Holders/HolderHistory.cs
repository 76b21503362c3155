namespace Ingot.Drill.Holders;

/// <summary>Who held which index from when to when, within a window that ends with a look.</summary>
internal sealed class HolderHistory(IEnumerable<Span> all, TimeSpan from, TimeSpan to)
{
    private readonly List<Span> spans = [.. all.Where(span => span.Overlaps(from, to)).OrderBy(span => span.From)];

    public IReadOnlyList<Span> Spans => spans;

    /// <summary>When holders were last seen alive; those alive in the window's last look are not among them.</summary>
    public IEnumerable<TimeSpan> Deaths => spans.Select(span => span.To).Where(end => end < to);

    /// <summary>Every pair of instances that was seen alive with one index in the same look, or around each other's.</summary>
    public IReadOnlyList<Overlap> Overlaps() =>
        [
            .. from index in spans.GroupBy(span => span.Holder.Index)
            from first in index
            from second in index
            where spans.IndexOf(first) < spans.IndexOf(second) && first.Overlaps(second.From, second.To)
            select new Overlap(index.Key, second.From, first.Holder.InstanceGuid, second.Holder.InstanceGuid),
        ];

    /// <summary>The longest time within the window for which one of the first indexes had no live holder.</summary>
    public Gap LongestGap(int instances) =>
        Enumerable.Range(0, instances).Select(index => new Gap(index, LongestGapOf(index))).MaxBy(gap => gap.Length);

    /// <summary>Whether no instance that lived at a moment was left at a later one.</summary>
    public bool AllDied(TimeSpan between, TimeSpan and) =>
        spans.Where(span => span.Overlaps(between, between)).All(span => span.To < and);

    private TimeSpan LongestGapOf(int index)
    {
        var (longest, heldUntil) = (TimeSpan.Zero, from);
        foreach (var span in spans.Where(span => span.Holder.Index == index))
        {
            longest = span.From - heldUntil > longest ? span.From - heldUntil : longest;
            heldUntil = span.To > heldUntil ? span.To : heldUntil;
        }
        return to - heldUntil > longest ? to - heldUntil : longest;
    }
}
