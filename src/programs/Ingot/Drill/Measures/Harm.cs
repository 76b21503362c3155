namespace Ingot.Drill.Measures;

/// <summary>What a fault takes away, and so which requests it may fail: "what may fail" in docs/drill.md.</summary>
internal enum Harm
{
    /// <summary>Nothing: everything is announced, and no request fails.</summary>
    None,

    /// <summary>Instances: what they had begun may fail, unless it may be retried.</summary>
    Instances,

    /// <summary>The router: what was under way in it is lost.</summary>
    Router,
}
