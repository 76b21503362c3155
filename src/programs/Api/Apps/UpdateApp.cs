using System.Text.Json.Nodes;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Apps;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Apps;

/// <summary>The body of <c>PATCH /v3/apps/{guid}</c>.</summary>
internal sealed record UpdateAppBody : Body
{
    public string? Name { get; init; }
    public LifecycleBody? Lifecycle { get; init; }
    public MetadataBody? Metadata { get; init; }

    public void ApplyTo(App app)
    {
        app.Name = Name ?? app.Name;
        Lifecycle?.ApplyTo(app);
        Metadata?.MergeInto(app);
    }

    protected override void Check(Faults faults)
    {
        if (Name is not null)
            NameRules.Check(Name, faults);
        Lifecycle?.CheckAll(faults);
        Metadata?.CheckAll(faults);
    }
}

/// <summary>The body of <c>PATCH /v3/apps/{guid}/environment_variables</c>; null removes.</summary>
internal sealed record EnvironmentBody : Body
{
    public Dictionary<string, string?>? Var { get; init; }

    protected override void Check(Faults faults)
    {
        faults.AddIf(Var is null, "'var' must be an object");
        AppRules.CheckEnvironment(Var, faults);
    }
}

/// <summary>Changes apps, for the endpoints and for manifests.</summary>
internal static class UpdateApp
{
    /// <summary>Writes a changed app and says what was asked for; values of variables are never said.</summary>
    public static async Task UpdateAppAsync(this DbSession session, Caller caller, App app, JsonObject request)
    {
        await session.UpdateAsync(app);
        await session.AuditAsync(caller, "audit.app.update", app, new JsonObject { ["request"] = request });
    }
}
