namespace Ingot.Drill.Target;

/// <summary>The drill, or one of its faults, cannot be done; the message says why and what helps.</summary>
internal sealed class DrillException(string message) : Exception(message);
