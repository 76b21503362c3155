namespace Ingot.Protocol.Cells;

/// <summary>
/// The place of a cell in its zone. In an upgrade a new cell is started in the place of one that still runs: two names take turns. What
/// is asked of a place, such as that it be drained, is kept under its first name and holds for whichever cell is there.
/// </summary>
public static class CellSlot
{
    private const string SecondMark = ".2";

    /// <summary>The first name.</summary>
    public static string Of(string cell) => IsSecond(cell) ? cell[..^SecondMark.Length] : cell;

    /// <summary>The other name.</summary>
    public static string Other(string cell) => IsSecond(cell) ? Of(cell) : cell + SecondMark;

    public static bool IsSecond(string cell) => cell.EndsWith(SecondMark, StringComparison.Ordinal);
}
