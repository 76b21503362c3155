using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Ingot.Storage.Dialects;

/// <summary>All that is special to SQLite.</summary>
internal static class SqliteDialect
{
    private const int Full = 13;
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;
    private const int BusySeconds = 30;

    public static string ConnectionString(string file) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            DefaultTimeout = BusySeconds,
        }.ToString();

    /// <summary>
    /// The one connection that writes. In WAL mode a commit is a write to the log file; the page cache keeps it when any process is
    /// killed, so synchronous=NORMAL loses nothing that was acknowledged unless the machine itself goes down.
    /// </summary>
    public static DbConnection OpenWriter(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = normal;";
        command.ExecuteNonQuery();
        return connection;
    }

    public static DbConnection CreateReader(string connectionString) => new SqliteConnection(connectionString);

    /// <summary>BEGIN IMMEDIATE: the write lock is taken at once, so that a transaction never fails half-way for want of it.</summary>
    public static DbTransaction BeginWrite(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    public static bool IsUniqueViolation(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey };

    public static bool IsFull(DbException exception) => exception is SqliteException { SqliteErrorCode: Full };

    public static void ReleaseFiles(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
