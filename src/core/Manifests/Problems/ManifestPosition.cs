namespace Ingot.Manifests.Problems;

/// <summary>A place in the manifest's text; lines and columns count from 1.</summary>
public readonly record struct ManifestPosition(int Line, int Column)
{
    public override string ToString() => $"line {Line}, column {Column}";
}
