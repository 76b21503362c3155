using System.Text.Json.Nodes;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Apps;
using Ingot.Model.Processes;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Apps;

/// <summary>The body of <c>POST /v3/apps</c>.</summary>
internal sealed record CreateAppBody : Body
{
    public string? Name { get; init; }
    public AppRelationshipsBody? Relationships { get; init; }
    public LifecycleBody? Lifecycle { get; init; }
    public Dictionary<string, string?>? EnvironmentVariables { get; init; }
    public MetadataBody? Metadata { get; init; }

    public string SpaceGuid => Relationships?.Space?.Guid ?? "";

    protected override void Check(Faults faults)
    {
        NameRules.Check(Name, faults);
        faults.AddIf(SpaceGuid.Length == 0, "Relationships 'relationships.space' must name a space");
        Relationships?.CheckAll(faults);
        Lifecycle?.CheckAll(faults);
        Metadata?.CheckAll(faults);
        AppRules.CheckEnvironment(EnvironmentVariables, faults);
    }
}

internal sealed record AppRelationshipsBody : Body
{
    public ToOneBody? Space { get; init; }

    protected override void Check(Faults faults) => Space?.CheckAll(faults);
}

/// <summary>Makes apps, for the endpoint and for manifests.</summary>
internal static class CreateApp
{
    /// <summary>Inserts an app with its web process, whose guid equals the app's.</summary>
    public static async Task<App> CreateAppAsync(this DbSession session, Caller caller, App app)
    {
        await session.InsertAsync(app);
        await session.CreateProcessAsync(app, AppProcess.Web);
        await session.AuditAsync(caller, "audit.app.create", app, new JsonObject { ["request"] = new JsonObject { ["name"] = app.Name } });
        return app;
    }

    /// <summary>Inserts a process: web with one instance and a port, others with none and no port.</summary>
    public static async Task<AppProcess> CreateProcessAsync(this DbSession session, App app, string type)
    {
        var web = type == AppProcess.Web;
        var process = new AppProcess
        {
            Guid = web ? app.Guid : Guid.NewGuid().ToString(),
            AppGuid = app.Guid,
            Type = type,
            Instances = web ? 1 : 0,
            HealthCheck = new HealthCheck { Type = web ? HealthCheckType.Port : HealthCheckType.Process },
        };
        await session.InsertAsync(process);
        return process;
    }
}
