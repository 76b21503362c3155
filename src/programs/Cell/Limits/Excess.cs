namespace Ingot.Cell.Limits;

/// <summary>What was used too much of, in Cloud Foundry's words.</summary>
internal static class Excess
{
    public const string Memory = "out of memory";
    public const string Disk = "disk quota exceeded";
}
