using System.Text.Json.Nodes;
using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Hosting;
using Ingot.Model.Packages;
using Ingot.Protocol.Controller;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Packages;

/// <summary>Uploaded sources. CF v3 "Packages".</summary>
internal static class PackageEndpoints
{
    public static ResourceDescription<Package, PackageJson> Description { get; } =
        new()
        {
            Name = "Package",
            Plural = "packages",
            VisibleTo = Visible.OfApp("r.app_guid"),
            PresentAsync = ResourceDescription<Package, PackageJson>.Each((row, presentation) => PackageJson.Of(row, presentation.Links)),
            Filters =
            [
                Filter.In("states", "r.state"),
                Filter.In("types", "'bits'"),
                Filter.In("app_guids", "r.app_guid"),
                Filter.In("space_guids", "(select a.space_guid from apps a where a.guid = r.app_guid)"),
                Filter.In(
                    "organization_guids",
                    "(select s.organization_guid from spaces s join apps a on a.space_guid = s.guid where a.guid = r.app_guid)"
                ),
            ],
        };

    public static void MapPackages(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
        v3.MapNestedList(AppEndpoints.Description, "packages", Description, Filter.In("app_guids", "r.app_guid"));
        v3.MapPost("/packages", Create);
        v3.MapPost("/packages/{guid}/upload", Upload);
        v3.MapGet("/packages/{guid}/download", Download);
        v3.MapResourceMatches();
        v3.MapDelete(
            Description,
            async (session, caller, package) => await AppEndpoints.GetForDeveloperAsync(session, caller, package.AppGuid),
            (directory, guid) => directory.PackagePath(guid)
        );
    }

    private static async Task<Created<PackageJson>> Create(ApiRequest request)
    {
        var body = await request.BodyAsync<CreatePackageBody>();
        var package = new Package { Guid = Guid.NewGuid().ToString(), AppGuid = body.AppGuid };
        body.Metadata?.MergeInto(package);
        await request.WriteAsync(async session =>
        {
            var app =
                await AppEndpoints.Description.FindAsync(session, request.Caller, body.AppGuid)
                ?? throw Errors.Unprocessable.With("App is invalid. Ensure it exists and you have access to it.");
            await session.RequireDeveloperAsync(request.Caller, app.SpaceGuid);
            await session.InsertAsync(package);
            var data = new JsonObject { ["package_guid"] = package.Guid };
            await session.AuditAsync(request.Caller, "audit.app.package.create", app, data);
            return package;
        });
        return TypedResults.Created((string?)null, PackageJson.Of(package, new Links(request.Address)));
    }

    /// <summary>Takes the file in, looks at it, and only then changes the row: an upload that breaks off has not happened.</summary>
    private static async Task<Ok<PackageJson>> Upload(string guid, ApiRequest request, DataDirectory directory)
    {
        await request.ReadAsync(session => GetAwaitingAsync(session, request.Caller, guid));
        using var upload = await PackageUpload.ReceiveAsync(guid, request, directory);
        var package = await request.WriteAsync(async session =>
        {
            var found = await GetAwaitingAsync(session, request.Caller, guid);
            found.Error = upload.Error;
            found.Sha256 = upload.Sha256;
            found.State = upload.Error is null ? PackageStates.Ready : PackageStates.Failed;
            await session.UpdateAsync(found);
            await session.InsertFilesAsync(upload.Files);
            var app = await session.GetAsync<Model.Apps.App>(found.AppGuid);
            await session.AuditAsync(request.Caller, "audit.app.upload-bits", app, new JsonObject { ["package_guid"] = guid });
            if (upload.Error is null)
                upload.MoveTo(directory.PackagePath(guid));
            return found;
        });
        return TypedResults.Ok(PackageJson.Of(package, new Links(request.Address)));
    }

    private static async Task<PhysicalFileHttpResult> Download(string guid, ApiRequest request, DataDirectory directory)
    {
        var package = await request.ReadAsync(async session =>
        {
            var found = await Description.GetAsync(session, request.Caller, guid);
            await AppEndpoints.GetForDeveloperAsync(session, request.Caller, found.AppGuid);
            return found;
        });
        if (package.State != PackageStates.Ready)
            throw Errors.Unprocessable.With("Package has no bits to download.");
        return TypedResults.PhysicalFile(directory.PackagePath(guid), "application/zip", $"{guid}.zip");
    }

    private static async Task<Package> GetAwaitingAsync(Storage.DbSession session, Caller caller, string guid)
    {
        var package = await Description.GetAsync(session, caller, guid);
        await AppEndpoints.GetForDeveloperAsync(session, caller, package.AppGuid);
        return package.State == PackageStates.AwaitingUpload ? package : throw Errors.BitsAlreadyUploaded.With();
    }
}
