using Ingot.Api;
using Ingot.Hosting;
using Ingot.LogCache;
using Ingot.Reconciler;
using Ingot.Reconciler.Settings;
using Ingot.Sandbox.Processes;
using Ingot.Storage;
using Ingot.Storage.Migrations;
using Ingot.Uaa;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Roles;

/// <summary>The process that holds the API, UAA, the log cache and the reconciler, and the database they share.</summary>
internal static class ControllerRole
{
    public static async Task<int> RunAsync()
    {
        var settings = RoleSettings.Read();
        LivenessPipe.Watch(RoleSettings.SupervisorPipe, () => LivenessPipe.ExitAtOnce(RoleExit.SupervisorGone));
        var data = new DataDirectory(settings.DataDirectory);
        PlatformDb database;
        try
        {
            database = PlatformDb.Open(data.DatabaseFile, TimeProvider.System);
        }
        catch (DatabaseTooNewException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return RoleExit.CannotStart;
        }

        var builder = LocalServer.CreateBuilder();
        builder.ListenOnSocket(DataDirectory.ApiSocket);
        builder.ListenOnSocket(DataDirectory.ControllerSocket);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton(settings.Address);
        builder.Services.AddUaa();
        builder.Services.AddLogCache();
        builder.Services.AddApi();
        builder.Services.AddReconciler(new ReconcilerOptions { DeploymentTimeout = settings.DeploymentTimeout });
        builder.Services.AddHostedService<ApiFarewell>();

        await using var app = builder.Build();
        app.MapWhen(
            http => http.CameThrough(DataDirectory.ControllerSocket),
            inside => inside.UseRouting().UseEndpoints(endpoints => endpoints.MapReconciler())
        );
        app.MapUaa();
        app.MapLogCache();
        app.MapApi();
        await database.SeedAsync(settings.Address.Domain, UaaModule.AdminUserGuid, CancellationToken.None);
        await app.RunAsync();
        return 0;
    }
}
