namespace Ingot.Drill.Holders;

/// <summary>An instance that holds an index, by the word of its live processes' environment.</summary>
/// <param name="Cell">The incarnation of the cell that started it.</param>
internal readonly record struct Holder(int Index, string InstanceGuid, string Zone, string Cell);

/// <summary>From the first look that saw a holder alive to the last one that did.</summary>
internal sealed record Span(Holder Holder, TimeSpan From, TimeSpan To)
{
    public bool Overlaps(TimeSpan from, TimeSpan to) => From <= to && To >= from;
}

/// <summary>An index that nobody held for a while.</summary>
internal readonly record struct Gap(int Index, TimeSpan Length);

/// <summary>Two instances that held an index at the same time.</summary>
internal sealed record Overlap(int Index, TimeSpan At, string FirstGuid, string SecondGuid);
