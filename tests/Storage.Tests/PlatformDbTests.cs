using System.Globalization;
using Ingot.Model.Apps;
using Ingot.Model.AuditEvents;
using Ingot.Model.Domains;
using Ingot.Model.Organizations;
using Ingot.Model.Processes;
using Ingot.Storage.AuditEvents;
using Ingot.Storage.Migrations;
using Ingot.Storage.Processes;

namespace Ingot.Storage.Tests;

public sealed class PlatformDbTests : IAsyncDisposable
{
    private readonly TemporaryDb database = new();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_database_of_a_newer_ingot_is_refused()
    {
        await database.Db.WriteAsync(session => session.ExecuteAsync("update schema_version set version = 9999"), TemporaryDb.Token);
        await database.CloseAsync();

        var refusal = Assert.Throws<DatabaseTooNewException>(() => PlatformDb.Open(database.File, TimeProvider.System));

        Assert.Contains("9999", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(database.File, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_in_use_can_be_looked_at_by_who_may_open_it_next()
    {
        PlatformDb.Verify(database.File);
        await database.Db.WriteAsync(session => session.ExecuteAsync("update schema_version set version = 9999"), TemporaryDb.Token);

        Assert.Throws<DatabaseTooNewException>(() => PlatformDb.Verify(database.File));
    }

    [Fact]
    public async Task Opening_again_migrates_nothing_twice_and_keeps_everything()
    {
        var app = await database.InsertAppAsync();

        await database.ReopenAsync();

        Assert.NotNull(await database.Db.ReadAsync(session => session.FindAsync<App>(app.Guid), TemporaryDb.Token));
    }

    [Fact]
    public async Task Many_writers_at_once_all_get_their_turn_and_lose_no_update()
    {
        var app = await database.InsertAppAsync();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => database.Db.WriteAsync(AddOne, TemporaryDb.Token))));

        var found = await database.Db.ReadAsync(session => session.GetAsync<AppProcess>(app.Guid), TemporaryDb.Token);
        Assert.Equal(201, found.Instances);

        async Task AddOne(DbSession session)
        {
            var process = await session.GetAsync<AppProcess>(app.Guid);
            process.Instances++;
            await session.UpdateAsync(process);
        }
    }

    [Fact]
    public async Task A_write_that_finds_the_disk_full_is_undone_and_said_to_be_so()
    {
        var app = await database.InsertAppAsync();
        await SetMostPagesAsync(1);

        await Assert.ThrowsAsync<DiskFullException>(() => database.Db.WriteAsync(RenameAndFill, TemporaryDb.Token));

        await SetMostPagesAsync(1_000_000);
        Assert.Equal(app.Name, (await database.Db.ReadAsync(session => session.GetAsync<App>(app.Guid), TemporaryDb.Token)).Name);
        await database.Db.WriteAsync(RenameAndFill, TemporaryDb.Token);

        async Task RenameAndFill(DbSession session)
        {
            await session.ExecuteAsync("update apps set name = 'changed'");
            await session.ExecuteAsync("create table filler (text)");
            await session.ExecuteAsync("insert into filler values (zeroblob(1000000))");
        }

        // SQLite takes the pages there are for the fewest.
        Task SetMostPagesAsync(int pages) => database.Db.WriteAsync(session => session.ExecuteAsync($"pragma max_page_count = {pages}"), TemporaryDb.Token);
    }

    [Fact]
    public async Task A_reader_beside_an_open_write_sees_what_was_committed_before()
    {
        var app = await database.InsertAppAsync();
        App? seen = null;

        await database.Db.WriteAsync(
            async session =>
            {
                await session.DeleteAsync<App>(app.Guid);
                seen = await database.Db.ReadAsync(reader => reader.FindAsync<App>(app.Guid), TemporaryDb.Token);
            },
            TemporaryDb.Token
        );

        Assert.NotNull(seen);
        Assert.Null(await database.Db.ReadAsync(reader => reader.FindAsync<App>(app.Guid), TemporaryDb.Token));
    }

    [Fact]
    public async Task Work_that_throws_leaves_nothing_behind()
    {
        var app = await database.InsertAppAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            database.Db.WriteAsync(
                async session =>
                {
                    await session.DeleteAsync<App>(app.Guid);
                    throw new InvalidOperationException();
                },
                TemporaryDb.Token
            )
        );

        Assert.NotNull(await database.Db.ReadAsync(session => session.FindAsync<App>(app.Guid), TemporaryDb.Token));
    }

    [Fact]
    public async Task The_seed_is_sown_once_and_a_renamed_organization_stays_renamed()
    {
        await database.Db.SeedAsync("localhost", "admin-guid", TemporaryDb.Token);
        await database.Db.WriteAsync(session => session.ExecuteAsync("update organizations set name = 'acme'"), TemporaryDb.Token);

        await database.Db.SeedAsync("example.org", "admin-guid", TemporaryDb.Token);

        var organizations = await database.Db.ReadAsync(
            session => session.QueryAsync<Organization>("select * from organizations"),
            TemporaryDb.Token
        );
        var domains = await database.Db.ReadAsync(
            session => session.QueryAsync<Domain>("select * from domains order by created_at"),
            TemporaryDb.Token
        );
        Assert.Equal("acme", Assert.Single(organizations).Name);
        Assert.Equal(["localhost", "example.org"], domains.Select(domain => domain.Name));
    }

    [Fact]
    public async Task A_crash_record_is_replaced_and_ignored_for_a_process_that_is_gone()
    {
        var app = await database.InsertAppAsync();
        await database.Db.WriteAsync(
            async session =>
            {
                await session.SaveCrashRecordAsync(Crash(app.Guid, count: 1));
                await session.SaveCrashRecordAsync(Crash(app.Guid, count: 2));
                await session.SaveCrashRecordAsync(Crash("no-such-process", count: 1));
            },
            TemporaryDb.Token
        );

        var records = await database.Db.ReadAsync(session => session.CrashRecordsAsync(), TemporaryDb.Token);

        Assert.Equivalent(Crash(app.Guid, count: 2), Assert.Single(records), strict: true);

        static CrashRecord Crash(string process, int count) =>
            new()
            {
                ProcessGuid = process,
                Index = 3,
                Version = "v1",
                CrashCount = count,
                LastCrashAt = DateTimeOffset.Parse("2026-01-02T03:04:05Z", CultureInfo.InvariantCulture),
                LastInstanceGuid = "instance",
                ExitDescription = "APP/PROC/WEB: Exited with status 1",
            };
    }

    [Fact]
    public async Task A_crash_is_an_event_of_the_app()
    {
        var app = await database.InsertAppAsync();
        var crash = new CrashEvent("instance", Index: 2, "z1-0", "CRASHED", "Exited with status 1", CrashCount: 1, CrashTimestamp: 17);

        await database.Db.WriteAsync(session => crash.WriteAsync(session, app.Guid), TemporaryDb.Token);

        var found = await database.Db.ReadAsync(
            session => session.FindFirstAsync<AuditEvent>("select * from audit_events where type = 'app.crash'"),
            TemporaryDb.Token
        );
        Assert.Equal("org-shop", found?.OrganizationGuid);
        Assert.Contains("\"exit_description\":\"Exited with status 1\"", found?.Data, StringComparison.Ordinal);
    }
}
