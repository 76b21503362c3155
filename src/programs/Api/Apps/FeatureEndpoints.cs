using Ingot.Api.Http;
using Ingot.Model.Apps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Apps;

/// <summary>What may be switched on and off for one app. CF v3 "App features".</summary>
internal static class FeatureEndpoints
{
    private const string Ssh = "ssh";
    private const string Revisions = "revisions";

    public static void MapFeatures(this IEndpointRouteBuilder v3)
    {
        v3.MapGet("/apps/{guid}/features", List);
        v3.MapGet("/apps/{guid}/features/{name}", Show);
        v3.MapPatch("/apps/{guid}/features/{name}", Update);
        v3.MapGet("/apps/{guid}/ssh_enabled", ShowSsh);
    }

    private static async Task<Ok<FeaturesJson>> List(string guid, ApiRequest request)
    {
        var app = await request.ReadAsync(session => AppEndpoints.Description.GetAsync(session, request.Caller, guid));
        return TypedResults.Ok(new FeaturesJson([Describe(app, Ssh), Describe(app, Revisions)]));
    }

    private static async Task<Ok<FeatureJson>> Show(string guid, string name, ApiRequest request)
    {
        var app = await request.ReadAsync(session => AppEndpoints.Description.GetAsync(session, request.Caller, guid));
        return TypedResults.Ok(Describe(app, name));
    }

    private static async Task<Ok<FeatureJson>> Update(string guid, string name, ApiRequest request)
    {
        var body = await request.BodyAsync<FeatureBody>();
        var app = await request.WriteAsync(async session =>
        {
            var found = await AppEndpoints.GetForDeveloperAsync(session, request.Caller, guid);
            _ = Describe(found, name);
            (found.SshEnabled, found.RevisionsEnabled) =
                name == Ssh ? (body.Enabled!.Value, found.RevisionsEnabled) : (found.SshEnabled, body.Enabled!.Value);
            await session.UpdateAsync(found);
            return found;
        });
        return TypedResults.Ok(Describe(app, name));
    }

    /// <summary>There is no ssh proxy, so no app can be reached whatever its feature says.</summary>
    private static async Task<Ok<SshEnabledJson>> ShowSsh(string guid, ApiRequest request)
    {
        await request.ReadAsync(session => AppEndpoints.Description.GetAsync(session, request.Caller, guid));
        return TypedResults.Ok(new SshEnabledJson(Enabled: false, "ssh is disabled globally"));
    }

    private static FeatureJson Describe(App app, string name) =>
        name switch
        {
            Ssh => new FeatureJson(name, "Enable SSHing into the app.", app.SshEnabled),
            Revisions => new FeatureJson(name, "Enable versioning of an application", app.RevisionsEnabled),
            _ => throw Errors.NotFound.With("Feature not found"),
        };
}

internal sealed record FeatureJson(string Name, string Description, bool Enabled);

internal sealed record FeaturesJson(IReadOnlyList<FeatureJson> Resources);

internal sealed record SshEnabledJson(bool Enabled, string Reason);

/// <summary>The body of <c>PATCH /v3/apps/{guid}/features/{name}</c>.</summary>
internal sealed record FeatureBody : Body
{
    public bool? Enabled { get; init; }

    protected override void Check(Faults faults) => faults.AddIf(Enabled is null, "Enabled must be a boolean");
}
