using System.Data.Common;
using Ingot.Storage.Dialects;
using Ingot.Storage.Mapping;
using Ingot.Storage.Migrations;

namespace Ingot.Storage;

/// <summary>
/// The platform's database: desired state and its history. Writes queue for one connection and are transactions; reads run beside
/// them on pooled connections and see what was committed.
/// </summary>
public sealed class PlatformDb : IAsyncDisposable
{
    private readonly string connectionString;
    private readonly TimeProvider time;
    private readonly DbConnection writer;
    private readonly SemaphoreSlim writeQueue = new(1, 1);

    private PlatformDb(string connectionString, DbConnection writer, TimeProvider time)
    {
        this.connectionString = connectionString;
        this.writer = writer;
        this.time = time;
    }

    /// <summary>Opens the database, making it when it is missing and bringing an older one up to date.</summary>
    /// <exception cref="DatabaseTooNewException">A newer Ingot has written it.</exception>
    public static PlatformDb Open(string file, TimeProvider time)
    {
        RowMapping.Configure();
        var address = SqliteDialect.ConnectionString(file);
        var connection = SqliteDialect.OpenWriter(address);
        try
        {
            Migrator.Migrate(connection, file);
            return new PlatformDb(address, connection, time);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Returns when <see cref="Open"/> would accept the database; nothing in it changes.</summary>
    /// <exception cref="DatabaseTooNewException">A newer Ingot has written it.</exception>
    public static void Verify(string file)
    {
        using var connection = SqliteDialect.OpenWriter(SqliteDialect.ConnectionString(file));
        Migrator.Verify(connection, file);
    }

    /// <summary>Runs queries on a connection of their own.</summary>
    public async Task<T> ReadAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = SqliteDialect.CreateReader(connectionString);
        await connection.OpenAsync(cancellationToken);
        return await work(new DbSession(connection, transaction: null, Now(), cancellationToken));
    }

    /// <summary>Runs work as one transaction, after those asked for before. It is committed when the work returns and undone when it throws.</summary>
    /// <exception cref="DiskFullException">There is no room for it.</exception>
    public async Task<T> WriteAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await writeQueue.WaitAsync(cancellationToken);
        try
        {
            await using var transaction = SqliteDialect.BeginWrite(writer);
            var result = await work(new DbSession(writer, transaction, Now(), cancellationToken));
            // From here on the change is made, whether or not the asker still waits.
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (DbException exception) when (SqliteDialect.IsFull(exception))
        {
            throw new DiskFullException(exception);
        }
        finally
        {
            writeQueue.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<DbSession, Task> work, CancellationToken cancellationToken) =>
        WriteAsync<object?>(
            async session =>
            {
                await work(session);
                return null;
            },
            cancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        await writeQueue.WaitAsync();
        await writer.DisposeAsync();
        SqliteDialect.ReleaseFiles(connectionString);
        writeQueue.Dispose();
    }

    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
