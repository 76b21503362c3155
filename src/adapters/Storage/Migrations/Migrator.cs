using System.Data.Common;
using System.Reflection;
using Ingot.Storage.Dialects;

namespace Ingot.Storage.Migrations;

/// <summary>Brings a database forward, one numbered file after the other, each in a transaction with its number.</summary>
internal static class Migrator
{
    /// <exception cref="DatabaseTooNewException">A newer Ingot has written the database.</exception>
    public static void Migrate(DbConnection connection, string database)
    {
        var version = Verify(connection, database);
        foreach (var (number, resource) in Scripts().Where(script => script.Number > version))
        {
            using var transaction = SqliteDialect.BeginWrite(connection);
            Execute(connection, transaction, ReadText(resource));
            Execute(connection, transaction, $"update schema_version set version = {number}");
            transaction.Commit();
        }
    }

    /// <summary>The database's version, when it can be brought forward from there.</summary>
    /// <exception cref="DatabaseTooNewException">A newer Ingot has written the database.</exception>
    public static int Verify(DbConnection connection, string database)
    {
        var (version, known) = (ReadVersion(connection), Scripts()[^1].Number);
        return version <= known ? version : throw new DatabaseTooNewException(database, version, known);
    }

    private static List<(int Number, string Resource)> Scripts() =>
        [
            .. Assembly
                .GetExecutingAssembly()
                .GetManifestResourceNames()
                .Select(name => (Number: int.Parse(name.AsSpan(0, 4)), Resource: name))
                .OrderBy(script => script.Number),
        ];

    private static int ReadVersion(DbConnection connection)
    {
        using var transaction = SqliteDialect.BeginWrite(connection);
        Execute(connection, transaction, "create table if not exists schema_version (version integer not null)");
        Execute(connection, transaction, "insert into schema_version select 0 where not exists (select 1 from schema_version)");
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "select version from schema_version";
        var version = Convert.ToInt32(command.ExecuteScalar());
        transaction.Commit();
        return version;
    }

    private static void Execute(DbConnection connection, DbTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string ReadText(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
