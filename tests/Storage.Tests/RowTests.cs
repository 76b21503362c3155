using Ingot.Model.Apps;
using Ingot.Model.Droplets;
using Ingot.Model.Processes;

namespace Ingot.Storage.Tests;

public sealed class RowTests : IAsyncDisposable
{
    private readonly TemporaryDb database = new();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_row_comes_back_as_it_was_written()
    {
        var app = await database.InsertAppAsync();
        app.Buildpacks = ["python", "binary"];
        app.EnvironmentVariables["GREETING"] = "it's \"quoted\"\n";
        app.Labels["tier"] = "front";
        await database.Db.WriteAsync(session => session.UpdateAsync(app), TemporaryDb.Token);

        await database.ReopenAsync();
        var found = await database.Db.ReadAsync(session => session.FindAsync<App>(app.Guid), TemporaryDb.Token);

        Assert.Equivalent(app, found, strict: true);
    }

    [Fact]
    public async Task A_process_keeps_its_health_checks()
    {
        var app = await database.InsertAppAsync();
        var check = new HealthCheck { Type = HealthCheckType.Http, Endpoint = "/up", TimeoutSeconds = 7 };

        await database.Db.WriteAsync(
            async session =>
            {
                var process = await session.GetAsync<AppProcess>(app.Guid);
                process.HealthCheck = check;
                await session.UpdateAsync(process);
            },
            TemporaryDb.Token
        );

        var found = await database.Db.ReadAsync(session => session.GetAsync<AppProcess>(app.Guid), TemporaryDb.Token);
        Assert.Equal(check, found.HealthCheck);
        Assert.Equal(HealthCheckType.Process, found.ReadinessHealthCheck.Type);
    }

    [Fact]
    public async Task A_droplet_keeps_its_buildpacks_and_process_types()
    {
        var app = await database.InsertAppAsync();
        var droplet = new Droplet
        {
            Guid = "droplet-1",
            AppGuid = app.Guid,
            Stack = "ingot",
            SizeBytes = 5_000_000_000,
            Buildpacks = [new DropletBuildpack("python", "python 3.13", "python", "3.13")],
            ProcessTypes = { ["web"] = "gunicorn", ["worker"] = "work" },
        };

        await database.Db.WriteAsync(session => session.InsertAsync(droplet), TemporaryDb.Token);

        var found = await database.Db.ReadAsync(session => session.FindAsync<Droplet>("droplet-1"), TemporaryDb.Token);
        Assert.Equivalent(droplet, found, strict: true);
    }

    [Fact]
    public async Task Times_are_kept_in_utc_to_the_microsecond_and_sort_as_text()
    {
        var app = await database.InsertAppAsync();
        var crash = new DateTimeOffset(2026, 3, 29, 2, 30, 0, TimeSpan.FromHours(2)).AddTicks(1234560);

        await database.Db.WriteAsync(
            session => session.ExecuteAsync("update apps set created_at = @crash where guid = @Guid", new { crash, app.Guid }),
            TemporaryDb.Token
        );

        var text = await database.Db.ReadAsync(session => session.ScalarAsync<string>("select created_at from apps"), TemporaryDb.Token);
        var found = await database.Db.ReadAsync(session => session.GetAsync<App>(app.Guid), TemporaryDb.Token);
        Assert.Equal("2026-03-29T00:30:00.123456Z", text);
        Assert.Equal(crash, found.CreatedAt);
        Assert.Equal(TimeSpan.Zero, found.CreatedAt.Offset);
    }

    [Fact]
    public async Task A_name_taken_is_a_unique_violation_that_carries_the_row()
    {
        var app = await database.InsertAppAsync();
        var twin = new App { Guid = "app-twin", Name = app.Name, SpaceGuid = app.SpaceGuid };

        var violation = await Assert.ThrowsAsync<UniqueViolationException>(() =>
            database.Db.WriteAsync(session => session.InsertAsync(twin), TemporaryDb.Token)
        );

        Assert.Same(twin, violation.Row);
    }

    [Fact]
    public async Task Deleting_an_app_deletes_what_hangs_on_it()
    {
        var app = await database.InsertAppAsync();

        await database.Db.WriteAsync(session => session.DeleteAsync<App>(app.Guid), TemporaryDb.Token);

        var processes = await database.Db.ReadAsync(session => session.QueryAsync<AppProcess>("select * from processes"), TemporaryDb.Token);
        Assert.Empty(processes);
    }
}
