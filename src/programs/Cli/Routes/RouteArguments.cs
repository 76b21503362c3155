using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Routes;
using Ingot.Cli.Apps;
using Ingot.Cli.CommandLine;

namespace Ingot.Cli.Routes;

/// <summary>The words that name a route and an app, and what they stand for.</summary>
internal sealed record RouteArguments(AppResource App, RouteParts Route)
{
    public static readonly Argument[] Arguments = [AppLookup.AppName, new Argument("DOMAIN")];

    public static Option[] Options(string purpose) =>
    [
        new Option("hostname", 'n', $"Hostname {purpose} the HTTP route"),
        new Option("path", null, $"Path {purpose} the HTTP route"),
        new Option("port", null, $"Port {purpose} the TCP route") { Check = Checks.Port },
    ];

    public static async Task<RouteArguments> ResolveAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var domainName = arguments["DOMAIN"];
        var domain = await session.Api.FindDomainAsync(domainName, cancellationToken) ?? throw new CommandException($"Domain '{domainName}' not found.");
        var app = await session.GetAppAsync(arguments["APP_NAME"], cancellationToken);
        var path = arguments.Find("path") ?? "";
        path = path.Length == 0 || path.StartsWith('/') ? path : $"/{path}";
        return new RouteArguments(app, new RouteParts(domain, arguments.Find("hostname") ?? "", path, arguments.Number("port")));
    }
}
