using Ingot.ApiClient.Http;
using Ingot.ApiClient.Routes;
using Ingot.Cli.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Organizations;
using Ingot.Cli.Routes;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Labels;

/// <summary>What a label is on.</summary>
internal static class LabelTarget
{
    public static readonly Argument Type = new("RESOURCE");

    public static readonly Argument Name = new("RESOURCE_NAME");

    public static readonly (string, string[]) Types = ("RESOURCES", ["app", "domain", "org", "route", "space"]);

    /// <summary>Says what is done, once it is known that there is a target to do it in.</summary>
    /// <param name="doing">E.g. <c>Getting labels</c>.</param>
    public static void Announce(Session session, string doing, string type, string name)
    {
        FormattableString text = System.Runtime.CompilerServices.FormattableStringFactory.Create($"{doing} for {type} {{0}}", name);
        switch (type)
        {
            case "app" or "route":
                session.RequireSpace();
                session.SayInSpace(text);
                break;
            case "space":
                session.RequireOrganization();
                session.SayInOrganization(text);
                break;
            case "org" or "domain":
                session.RequireLogin();
                session.SayAs(text);
                break;
            default:
                throw new CommandException($"Unsupported resource type of '{type}'");
        }
    }

    /// <summary>Gives a resource labels; null takes one away.</summary>
    /// <param name="doing">E.g. <c>Setting label(s)</c>.</param>
    public static async Task ChangeAsync(Session session, ParsedArguments arguments, string doing, SortedDictionary<string, string?> labels, CancellationToken cancellationToken)
    {
        var (type, name) = (arguments["RESOURCE"].ToLowerInvariant(), arguments["RESOURCE_NAME"]);
        Announce(session, doing, type, name);
        await session.Api.SetLabelsAsync(await PathAsync(session, type, name, cancellationToken), labels, cancellationToken);
        session.Console.Ok();
    }

    /// <summary>Where the resource is in the API.</summary>
    public static async Task<string> PathAsync(Session session, string type, string name, CancellationToken cancellationToken) => type switch
    {
        "app" => $"/v3/apps/{(await session.GetAppAsync(name, cancellationToken)).Guid}",
        "space" => $"/v3/spaces/{(await session.GetSpaceAsync(name, session.Organization.Guid, cancellationToken)).Guid}",
        "org" => $"/v3/organizations/{(await session.GetOrganizationAsync(name, cancellationToken)).Guid}",
        "domain" => $"/v3/domains/{(await session.GetDomainAsync(name, cancellationToken)).Guid}",
        _ => $"/v3/routes/{(await GetRouteAsync(session, name, cancellationToken)).Guid}",
    };

    /// <summary>The route of an address: the whole name is a domain, or its first label is a host under the rest.</summary>
    private static async Task<RouteResource> GetRouteAsync(Session session, string address, CancellationToken cancellationToken)
    {
        var (name, path) = address.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? (address[..slash], address[slash..]) : (address, "");
        name = name.Split(':')[0];
        if (await session.Api.FindDomainAsync(name, cancellationToken) is { } whole)
            return await session.GetRouteAsync(new RouteParts(whole, "", path, null), cancellationToken);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var domain = await session.GetDomainAsync(dot < 0 ? name : name[(dot + 1)..], cancellationToken);
        return await session.GetRouteAsync(new RouteParts(domain, name[..Math.Max(dot, 0)], path, null), cancellationToken);
    }
}
