namespace Ingot.Storage;

/// <summary>A unique index refused a row: somebody has that name, address or pair already.</summary>
public sealed class UniqueViolationException(object? row, Exception inner) : Exception("A unique index refused the row.", inner)
{
    /// <summary>What could not be written: the row, or the statement's parameters.</summary>
    public object? Row { get; } = row;
}
