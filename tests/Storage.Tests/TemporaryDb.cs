using Ingot.Model.Apps;
using Ingot.Model.Organizations;
using Ingot.Model.Processes;
using Ingot.Model.Spaces;

namespace Ingot.Storage.Tests;

/// <summary>A database in a directory of its own, gone with the test.</summary>
internal sealed class TemporaryDb : IAsyncDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ingot-db-");
    private PlatformDb? db;

    public string File => Path.Combine(directory.FullName, "ingot.db");

    public PlatformDb Db => db ??= PlatformDb.Open(File, TimeProvider.System);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Closes the database and opens the same file again.</summary>
    public async Task ReopenAsync()
    {
        await CloseAsync();
        db = PlatformDb.Open(File, TimeProvider.System);
    }

    public async Task CloseAsync()
    {
        if (db is not null)
            await db.DisposeAsync();
        db = null;
    }

    /// <summary>A started app with its web process.</summary>
    public Task<App> InsertAppAsync(string name = "shop") =>
        Db.WriteAsync(
            async session =>
            {
                var organization = new Organization { Guid = $"org-{name}", Name = name };
                await session.InsertAsync(organization);
                var space = new Space { Guid = $"space-{name}", Name = "dev", OrganizationGuid = organization.Guid };
                await session.InsertAsync(space);
                var app = new App { Guid = $"app-{name}", Name = name, SpaceGuid = space.Guid, State = AppStates.Started };
                await session.InsertAsync(app);
                await session.InsertAsync(new AppProcess { Guid = app.Guid, AppGuid = app.Guid, Type = AppProcess.Web, Instances = 1 });
                return app;
            },
            Token
        );

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        directory.Delete(recursive: true);
    }
}
