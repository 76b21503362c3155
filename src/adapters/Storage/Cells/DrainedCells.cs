namespace Ingot.Storage.Cells;

/// <summary>Which cells are to be empty.</summary>
public static class DrainedCells
{
    /// <summary>Their names.</summary>
    public static Task<IReadOnlyList<string>> DrainedCellsAsync(this DbSession session) =>
        session.QueryAsync<string>("select cell from drained_cells order by cell");

    /// <summary>Nothing happens to a cell that is drained already.</summary>
    public static Task DrainCellAsync(this DbSession session, string cell) =>
        session.ExecuteAsync("insert into drained_cells (cell, created_at) values (@cell, @Now) on conflict do nothing", new { cell, session.Now });

    /// <summary>Nothing happens to a cell that is not drained.</summary>
    public static Task RestoreCellAsync(this DbSession session, string cell) =>
        session.ExecuteAsync("delete from drained_cells where cell = @cell", new { cell });
}
