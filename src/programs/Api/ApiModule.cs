using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Builds;
using Ingot.Api.Deployments;
using Ingot.Api.Domains;
using Ingot.Api.Droplets;
using Ingot.Api.Environments;
using Ingot.Api.Http;
using Ingot.Api.Jobs;
using Ingot.Api.Manifests;
using Ingot.Api.Organizations;
using Ingot.Api.Packages;
using Ingot.Api.Processes;
using Ingot.Api.Revisions;
using Ingot.Api.Roles;
using Ingot.Api.Roots;
using Ingot.Api.Routes;
using Ingot.Api.Sidecars;
using Ingot.Api.Spaces;
using Ingot.Api.Platform;
using Ingot.Api.Users;
using Ingot.Hosting;
using Ingot.Protocol.Controller;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Api;

/// <summary>The Cloud Controller v3 API as a module of the controller.</summary>
public static class ApiModule
{
    /// <summary>
    /// Needs a PlatformDb, a DataDirectory, a PlatformAddress and a TimeProvider, and the roles ITokenReader, IInstances and IReconciler.
    /// </summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.Configure<JsonOptions>(static options =>
        {
            ApiJson.Configure(options.SerializerOptions);
            foreach (var context in JsonContexts.All)
                options.SerializerOptions.TypeInfoResolverChain.Add(context);
        });
        services.AddSingleton<ApiPipeline>();
        services.AddSingleton<IAppVisibility, AppVisibility>();
        return services;
    }

    /// <summary>The table of contents.</summary>
    public static void MapApi(this WebApplication app)
    {
        var directory = app.Services.GetRequiredService<DataDirectory>();
        UploadForm.DeleteUnfinished(directory.Packages, directory.Droplets);
        var pipeline = app.Services.GetRequiredService<ApiPipeline>();
        app.Use(pipeline.InvokeAsync);
        app.MapRoots();
        var v3 = app.MapGroup("/v3");
        v3.MapOrganizations();
        v3.MapSpaces();
        v3.MapUsers();
        v3.MapRoles();
        v3.MapApps();
        v3.MapEnvironment();
        v3.MapManifests();
        v3.MapProcesses();
        v3.MapSidecars();
        v3.MapPackages();
        v3.MapBuilds();
        v3.MapBuildCaches();
        v3.MapDroplets();
        v3.MapCurrentDroplet();
        v3.MapDeployments();
        v3.MapRevisions();
        v3.MapRoutes();
        v3.MapDomains();
        v3.MapJobs();
        v3.MapAuditEvents();
        v3.MapPlatform();
        v3.MapQuotas();
        v3.MapAbsent();
    }
}
