using Ingot.ApiClient.Routes;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Routes;

/// <summary>The words that name a route, and what they stand for.</summary>
internal static class RouteArguments
{
    public static readonly Argument Domain = new("DOMAIN");

    public static Option[] Options(string purpose) =>
    [
        new Option("hostname", 'n', $"Hostname {purpose} the HTTP route"),
        new Option("path", null, $"Path {purpose} the HTTP route"),
        new Option("port", null, $"Port {purpose} the TCP route") { Check = Checks.Port },
    ];

    /// <summary>The lines of usage, one for each kind of route.</summary>
    public static string Usage(string command, string end = "") =>
        $"Of an HTTP route:\n   cf {command} DOMAIN [--hostname HOSTNAME] [--path PATH]{end}\n\nOf a TCP route:\n   cf {command} DOMAIN --port PORT{end}";

    public static string Examples(string command) =>
        $"cf {command} example.com                             # example.com\n"
        + $"cf {command} example.com --hostname myhost           # myhost.example.com\n"
        + $"cf {command} example.com --hostname myhost --path foo # myhost.example.com/foo";

    /// <summary>The address as it is typed, before anybody knows whether there is such a domain.</summary>
    public static string Typed(ParsedArguments arguments)
    {
        var (host, port) = (arguments.Find("hostname"), arguments.Number("port") ?? 0);
        return $"{(string.IsNullOrEmpty(host) ? "" : $"{host}.")}{arguments["DOMAIN"]}{PathOf(arguments)}{(port == 0 ? "" : $":{port}")}";
    }

    public static async Task<RouteParts> ResolveAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken) =>
        Under(await session.GetDomainAsync(arguments["DOMAIN"], cancellationToken), arguments);

    public static RouteParts Under(DomainResource domain, ParsedArguments arguments) =>
        new(domain, arguments.Find("hostname") ?? "", PathOf(arguments), (int?)arguments.Number("port"));

    public static async Task<DomainResource> GetDomainAsync(this Session session, string name, CancellationToken cancellationToken) =>
        await session.Api.FindDomainAsync(name, cancellationToken) ?? throw new CommandException($"Domain '{name}' not found.");

    public static async Task<RouteResource> GetRouteAsync(this Session session, RouteParts parts, CancellationToken cancellationToken) =>
        await session.Api.FindRouteAsync(parts, cancellationToken) ?? throw new CommandException(NotFound(parts));

    public static string NotFound(RouteParts parts) =>
        $"Route with host '{parts.Host}', domain '{parts.Domain.Name}', and path '{(parts.Path.Length == 0 ? "/" : parts.Path)}' not found.";

    private static string PathOf(ParsedArguments arguments)
    {
        var path = arguments.Find("path") ?? "";
        return path.Length == 0 || path.StartsWith('/') ? path : $"/{path}";
    }
}
