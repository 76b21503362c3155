using Ingot.Hosting;
using Ingot.Model.Domains;
using Ingot.Model.Organizations;
using Ingot.Model.Spaces;
using Ingot.Storage;
using Ingot.Testing;

namespace Ingot.Simulation.Tests.Worlds;

/// <summary>The real database, in memory: one world after the other uses it, each from an empty start and with its own clock.</summary>
internal sealed class Database : IDisposable
{
    private static int count;
    private readonly string name = $"file:simulation-{Interlocked.Increment(ref count)}?mode=memory&cache=shared";
    private readonly TempDirectory directory = new();
    private readonly PlatformDb keeper;
    private PlatformDb? db;

    public Database()
    {
        keeper = PlatformDb.Open(name, TimeProvider.System);
        Data = new DataDirectory(directory.Path);
        Data.Create();
    }

    public PlatformDb Db => db ?? keeper;

    public DataDirectory Data { get; }

    /// <summary>Clears it for a world with this clock.</summary>
    public void Begin(TimeProvider time)
    {
        // SQLite answers at once, on the thread that asks; the wait never waits.
        db?.DisposeAsync().AsTask().Wait();
        db = PlatformDb.Open(name, time);
        Write(async session =>
        {
            foreach (var table in (string[])["organizations", "domains", "audit_events"])
                await session.ExecuteAsync($"delete from {table}");
            await session.InsertAsync(new Organization { Guid = "organization", Name = "ingot" });
            await session.InsertAsync(new Space { Guid = "space", Name = "dev", OrganizationGuid = "organization" });
            await session.InsertAsync(new Domain { Guid = "domain", Name = "localhost" });
        });
    }

    public void Write(Func<DbSession, Task> work) => Db.WriteAsync(work, CancellationToken.None).Wait();

    public T Read<T>(Func<DbSession, Task<T>> work) => Db.ReadAsync(work, CancellationToken.None).Result;

    public void Dispose()
    {
        db?.DisposeAsync().AsTask().Wait();
        keeper.DisposeAsync().AsTask().Wait();
        directory.Dispose();
    }
}
