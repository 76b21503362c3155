using System.Data.Common;
using Dapper;
using Ingot.Model;
using Ingot.Storage.Dialects;
using Ingot.Storage.Mapping;

namespace Ingot.Storage;

/// <summary>
/// A connection for one piece of work, inside a transaction when it writes. Parameters of <c>in</c> lists are arrays: a
/// <see cref="List{T}"/> is a JSON value.
/// </summary>
public sealed class DbSession
{
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;
    private readonly CancellationToken cancellationToken;

    internal DbSession(DbConnection connection, DbTransaction? transaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.cancellationToken = cancellationToken;
        Now = now;
    }

    /// <summary>When the work began, cut to the microseconds that are stored. Every row written carries this time.</summary>
    public DateTimeOffset Now { get; }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>The first row, or null.</summary>
    public Task<T?> FindFirstAsync<T>(string sql, object? parameters = null)
        where T : class => connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>The row with this key, or null.</summary>
    public Task<TRow?> FindAsync<TRow>(string key)
        where TRow : class => FindFirstAsync<TRow>(Table<TRow>.Find, new { key });

    /// <summary>The row with this key, which must exist.</summary>
    public async Task<TRow> GetAsync<TRow>(string key)
        where TRow : class =>
        await FindAsync<TRow>(key) ?? throw new InvalidOperationException($"There is no {typeof(TRow).Name} {key}.");

    public async Task<T> ScalarAsync<T>(string sql, object? parameters = null) =>
        (await connection.ExecuteScalarAsync<T>(Command(sql, parameters)))!;

    /// <summary>Runs a statement and says how many rows it touched.</summary>
    public async Task<int> ExecuteAsync(string sql, object? parameters = null)
    {
        try
        {
            return await connection.ExecuteAsync(Command(sql, parameters));
        }
        catch (DbException exception) when (SqliteDialect.IsUniqueViolation(exception))
        {
            throw new UniqueViolationException(parameters, exception);
        }
    }

    /// <summary>Inserts a row, stamping its times.</summary>
    /// <exception cref="UniqueViolationException">A unique index holds such a row already.</exception>
    public Task InsertAsync<TRow>(TRow row)
        where TRow : class
    {
        if (row is Resource resource)
            (resource.CreatedAt, resource.UpdatedAt) = (Now, Now);
        return ExecuteAsync(Table<TRow>.Insert, row);
    }

    /// <summary>Writes every column of a row, stamping its time.</summary>
    /// <exception cref="UniqueViolationException">A unique index holds such a row already.</exception>
    public Task UpdateAsync<TRow>(TRow row)
        where TRow : Resource
    {
        row.UpdatedAt = Now;
        return ExecuteAsync(Table<TRow>.Update, row);
    }

    /// <summary>Deletes the row with this key and what hangs on it; false when there is none.</summary>
    public async Task<bool> DeleteAsync<TRow>(string key) => await ExecuteAsync(Table<TRow>.Delete, new { key }) > 0;

    private CommandDefinition Command(string sql, object? parameters) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);
}
