namespace Ingot.Model.Sidecars;

/// <summary>A second program in the instances of some process types. It is kept and shown, and not run.</summary>
public sealed class Sidecar : Resource
{
    public required string AppGuid { get; set; }

    /// <summary>Unique within the app.</summary>
    public required string Name { get; set; }
    public required string Command { get; set; }
    public List<string> ProcessTypes { get; set; } = [];

    /// <summary>Its part of the process's memory; null leaves it without a limit of its own.</summary>
    public int? MemoryMb { get; set; }
}
