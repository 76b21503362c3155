namespace Ingot.Drill.Measures;

/// <summary>What a fault takes away, and so which requests it may fail (invariant 5).</summary>
internal enum Harm
{
    /// <summary>Nothing: everything is announced, and no request fails.</summary>
    None,

    /// <summary>Instances: what they had begun may fail, unless it may be retried.</summary>
    Instances,

    /// <summary>The router: what was under way in it is lost.</summary>
    Router,
}
