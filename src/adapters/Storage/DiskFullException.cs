namespace Ingot.Storage;

/// <summary>There is no room for what was to be written; the transaction is undone. Its HResult is ENOSPC, as of any other full file.</summary>
public sealed class DiskFullException(Exception inner) : IOException(inner.Message, NoSpace)
{
    /// <summary>ENOSPC, on Linux and macOS.</summary>
    public const int NoSpace = 28;
}
