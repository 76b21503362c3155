using System.Net;
using Ingot.Model.Builds;
using Ingot.Model.Droplets;
using Ingot.Model.Roles;
using Ingot.Model.Users;

namespace Ingot.Api.Tests.Support;

/// <summary>Things a test needs to be there: valid by default, only what matters is named.</summary>
internal static class Some
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<string> SpaceAsync(this TestApi api) => FirstGuidAsync(api, "/v3/spaces");

    public static Task<string> OrganizationAsync(this TestApi api) => FirstGuidAsync(api, "/v3/organizations");

    public static Task<string> DomainAsync(this TestApi api) => FirstGuidAsync(api, "/v3/domains");

    public static async Task<string> AppAsync(this TestApi api, string name = "shop")
    {
        var space = await api.SpaceAsync();
        var answer = await api.PostAsync("/v3/apps", AppBody(name, space));
        return answer.Expect(HttpStatusCode.Created).At<string>("guid");
    }

    public static string AppBody(string name, string space) =>
        $$$$$"""{"name":"{{{{{name}}}}}","relationships":{"space":{"data":{"guid":"{{{{{space}}}}}"}}}}""";

    /// <summary>What the reconciler writes when staging has succeeded.</summary>
    public static async Task<string> DropletAsync(this TestApi api, string app, params (string Type, string Command)[] processTypes)
    {
        var droplet = new Droplet { Guid = Guid.NewGuid().ToString(), AppGuid = app, Stack = "ingot" };
        foreach (var (type, command) in processTypes.DefaultIfEmpty(("web", "serve")))
            droplet.ProcessTypes[type] = command;
        await api.Db.WriteAsync(session => session.InsertAsync(droplet), Token);
        return droplet.Guid;
    }

    /// <summary>An app that runs a droplet.</summary>
    public static async Task<string> StartedAppAsync(this TestApi api, string name = "shop")
    {
        var app = await api.AppAsync(name);
        await api.AssignDropletAsync(app, await api.DropletAsync(app));
        (await api.PostAsync($"/v3/apps/{app}/actions/start")).Expect(HttpStatusCode.OK);
        return app;
    }

    public static async Task AssignDropletAsync(this TestApi api, string app, string droplet) =>
        (await api.PatchAsync($"/v3/apps/{app}/relationships/current_droplet", $$$"""{"data":{"guid":"{{{droplet}}}"}}""")).Expect(
            HttpStatusCode.OK
        );

    public static async Task<string> RouteAsync(this TestApi api, string host = "shop", string path = "")
    {
        var answer = await api.PostAsync("/v3/routes", await api.RouteBodyAsync(host, path));
        return answer.Expect(HttpStatusCode.Created).At<string>("guid");
    }

    public static async Task<string> RouteBodyAsync(this TestApi api, string host, string path = "")
    {
        var (space, domain) = (await api.SpaceAsync(), await api.DomainAsync());
        return $$$$$"""{"host":"{{{{{host}}}}}","path":"{{{{{path}}}}}","relationships":{"space":{"data":{"guid":"{{{{{space}}}}}"}},"domain":{"data":{"guid":"{{{{{domain}}}}}"}}}}""";
    }

    public static async Task<string> PackageAsync(this TestApi api, string app)
    {
        var body = $$$$$"""{"type":"bits","relationships":{"app":{"data":{"guid":"{{{{{app}}}}}"}}}}""";
        return (await api.PostAsync("/v3/packages", body)).Expect(HttpStatusCode.Created).At<string>("guid");
    }

    /// <summary>Joe with a role in the seeded space, known to the API.</summary>
    public static async Task JoeAsync(this TestApi api, string? spaceRole = null)
    {
        await api.Db.WriteAsync(
            session => session.InsertAsync(new User { Guid = FakeTokens.JoeGuid, Username = "joe", Origin = "uaa" }),
            Token
        );
        if (spaceRole is null)
            return;
        var space = await api.SpaceAsync();
        var role = new Role { Guid = Guid.NewGuid().ToString(), Type = spaceRole, UserGuid = FakeTokens.JoeGuid, SpaceGuid = space };
        await api.Db.WriteAsync(session => session.InsertAsync(role), Token);
    }

    /// <summary>What the reconciler writes when staging has failed.</summary>
    public static Task FailBuildAsync(this TestApi api, string build, string error) =>
        api.Db.WriteAsync(
            async session =>
            {
                var row = await session.GetAsync<Build>(build);
                (row.State, row.Error) = (BuildStates.Failed, error);
                await session.UpdateAsync(row);
            },
            Token
        );

    private static async Task<string> FirstGuidAsync(TestApi api, string path) =>
        (await api.GetAsync(path)).Expect(HttpStatusCode.OK).Resources[0]!["guid"]!.GetValue<string>();
}
