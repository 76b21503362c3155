using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Jobs;
using Ingot.Api.Packages;
using Ingot.Api.Resources;
using Ingot.Hosting;
using Ingot.Model.Apps;
using Ingot.Model.Droplets;
using Ingot.Model.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Droplets;

/// <summary>Droplets that were staged elsewhere and are brought along. CF v3 "Create a droplet", "Upload droplet bits".</summary>
internal static class CreateDroplet
{
    public static void MapCreateDroplet(this IEndpointRouteBuilder v3)
    {
        v3.MapPost("/droplets", Create);
        v3.MapPost("/droplets/{guid}/upload", Upload);
    }

    private static async Task<Created<DropletJson>> Create(ApiRequest request)
    {
        var body = await request.BodyAsync<CreateDropletBody>();
        var droplet = await request.WriteAsync(async session =>
        {
            var app =
                await AppEndpoints.Description.FindAsync(session, request.Caller, body.AppGuid)
                ?? throw Errors.Unprocessable.With($"App with guid \"{body.AppGuid}\" does not exist, or you do not have access to it.");
            await session.RequireDeveloperAsync(request.Caller, app.SpaceGuid);
            var created = new Droplet
            {
                Guid = Guid.NewGuid().ToString(),
                AppGuid = app.Guid,
                State = DropletStates.AwaitingUpload,
                Stack = app.Stack,
                ProcessTypes = body.ProcessTypes ?? [],
            };
            await session.InsertAsync(created);
            await session.AuditAsync(request.Caller, "audit.app.droplet.create", app, new JsonObject { ["droplet_guid"] = created.Guid });
            return created;
        });
        return TypedResults.Created((string?)null, DropletJson.Of(droplet, new Links(request.Address), inList: false));
    }

    /// <summary>Takes the file in and looks at it before the row changes: an upload that breaks off has not happened.</summary>
    private static async Task<Accepted<DropletJson>> Upload(string guid, ApiRequest request, DataDirectory directory)
    {
        await request.ReadAsync(session => GetAwaitingAsync(session, request, guid));
        using var form = await UploadForm.ReceiveAsync(request.Http, directory.Droplets);
        var file = form.Bits ?? throw Errors.Unprocessable.With("Upload must contain a file field 'bits'");
        var content = await DropletContent.ReadAsync(file, request.Aborted);
        var (droplet, job) = await request.WriteAsync(async session =>
        {
            var found = await GetAwaitingAsync(session, request, guid);
            (found.Error, found.Sha256, found.SizeBytes) = (content.Error, content.Sha256, content.SizeBytes);
            found.State = content.Error is null ? DropletStates.Staged : DropletStates.Failed;
            if (found.ProcessTypes.Count == 0 && content.StartCommand is { Length: > 0 } command)
                found.ProcessTypes[AppProcess.Web] = command;
            await session.UpdateAsync(found);
            var app = await session.GetAsync<App>(found.AppGuid);
            await session.AuditAsync(request.Caller, "audit.app.droplet.upload", app, new JsonObject { ["droplet_guid"] = guid });
            var done = await session.CompleteJobAsync("droplet.upload");
            if (content.Error is null)
                File.Move(file, directory.DropletPath(guid), overwrite: true);
            return (found, done);
        });
        return TypedResults.Accepted(request.JobUrl(job), DropletJson.Of(droplet, new Links(request.Address), inList: false));
    }

    private static async Task<Droplet> GetAwaitingAsync(Storage.DbSession session, ApiRequest request, string guid)
    {
        var droplet = await DropletEndpoints.Description.GetAsync(session, request.Caller, guid);
        await AppEndpoints.GetForDeveloperAsync(session, request.Caller, droplet.AppGuid);
        return droplet.State == DropletStates.AwaitingUpload
            ? droplet
            : throw Errors.BitsAlreadyUploaded.With("Bits may be uploaded only once. Create a new droplet to upload different bits.");
    }
}

/// <summary>The body of <c>POST /v3/droplets</c>.</summary>
internal sealed record CreateDropletBody : Body
{
    public AppRelationshipBody? Relationships { get; init; }

    /// <summary>Start commands by process type; what the droplet itself says when they are missing.</summary>
    public Dictionary<string, string>? ProcessTypes { get; init; }

    [JsonIgnore]
    public string AppGuid => Relationships?.App?.Guid ?? "";

    protected override void Check(Faults faults)
    {
        faults.AddIf(AppGuid.Length == 0, "Relationships 'relationships.app' must name an app");
        Relationships?.CheckAll(faults);
    }
}
