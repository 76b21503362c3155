using Ingot.Manifests.Apps;
using Ingot.Model.Routes;
using YamlDotNet.RepresentationModel;

namespace Ingot.Manifests.Reading;

/// <summary>Reads what an app is tied to: routes, service instances, sidecars.</summary>
internal sealed class BindingReader(Section app, ProblemList problems)
{
    public List<RouteManifest>? Routes() => Read("routes", "a list of '- route: host.domain/path'", (node, path) =>
    {
        if (Entry(node, path, "Routes must be a list of route objects", "'- route: host.domain/path'") is not { } entry)
        {
            return null;
        }
        var route = entry.Text("route");
        var read = new RouteManifest(WithoutScheme(route ?? ""))
        {
            Position = entry.Position,
            Protocol = entry.OneOf("protocol", "Route protocol", "http1", "http2", "tcp"),
            Options = Options(entry, route),
        };
        if (read.Protocol == "http2")
        {
            entry.Warn("protocol", "the protocol is kept and shown; instances are asked over HTTP/1.1");
        }
        if (!IsProper(read.Route))
        {
            entry.Fault("route", $"The route '{route}' is not a properly formed URL", "host.domain, host.domain/path or domain:port");
        }
        entry.WarnUnknown();
        return read;
    });

    public List<ServiceManifest>? Services() => Read("services", "a list of names of service instances", (node, path) =>
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } plain })
        {
            return new ServiceManifest(plain) { Position = ProblemList.Position(node.Start) };
        }
        if (Entry(node, path, "Services must be a list of service instances", "a name, or '- name: NAME' with parameters") is not { } entry)
        {
            return null;
        }
        var name = entry.Text("name");
        var read = new ServiceManifest(name ?? "")
        {
            Position = entry.Position,
            BindingName = entry.Text("binding-name"),
            ParametersJson = entry.Map("parameters") is { } parameters ? YamlJson.Write(parameters.Node) : null,
        };
        if (name is null || entry.UnknownKeys.Any())
        {
            entry.Fault($"{entry.UnknownKeys.FirstOrDefault() ?? "name"}", "Services must be a list of service instances", "name, parameters, binding_name");
        }
        return read;
    });

    public List<SidecarManifest>? Sidecars() => Read("sidecars", "a list of sidecars", (node, path) =>
    {
        if (Entry(node, path, "Sidecars must be a list of sidecars", "name, command, process_types, memory") is not { } entry)
        {
            return null;
        }
        var read = new SidecarManifest(entry.Text("name") ?? "", entry.Text("command") ?? "", entry.Texts("process-types") ?? [], entry.Megabytes("memory", "Memory"));
        if (read.Name.Length == 0 || read.Command.Length == 0 || read.ProcessTypes.Count == 0)
        {
            entry.Fault(read.Name.Length == 0 ? "name" : read.Command.Length == 0 ? "command" : "process_types", "A sidecar needs a name, a command and at least one process type", "name, command, process_types");
        }
        entry.Warn("name", "the sidecar is kept and shown, but not run");
        entry.WarnUnknown();
        return read;
    });

    private List<T>? Read<T>(string key, string accepted, Func<YamlNode, string, T?> one)
        where T : class => app.List(key, accepted)?.Select((node, index) => one(node, $"{key}[{index}]")).OfType<T>().ToList();

    private Section? Entry(YamlNode node, string path, string message, string accepted)
    {
        if (node is YamlMappingNode map)
        {
            return new Section(map, problems, $"{path}.");
        }
        problems.Error(node, path, message, accepted);
        return null;
    }

    /// <summary>CF v3 "Route options": the key is one of a few, and so is its value.</summary>
    private static Dictionary<string, string>? Options(Section entry, string? route)
    {
        if (entry.Find("options") is { } node and not YamlMappingNode)
        {
            entry.Fault(node, "options", $"Route '{route}': options must be an object", RouteOptions.Accepted);
            return null;
        }
        if (entry.TextMap("options") is not { } options)
        {
            return null;
        }
        foreach (var (key, value) in options)
        {
            if (RouteOptions.FindFault($"Route '{route}'", key, value) is { } fault)
            {
                entry.Fault(((YamlMappingNode)entry.Find("options")!).Children[key], $"options.{key}", fault, RouteOptions.Accepted);
            }
        }
        if (options.Values.Contains(RouteOptions.LeastConnection))
        {
            entry.Warn("options", "the option is kept and shown; requests still go to the instances in turn");
        }
        return options.ToDictionary(pair => pair.Key, pair => pair.Value ?? "");
    }

    private static string WithoutScheme(string route) =>
        route.IndexOf("://", StringComparison.Ordinal) is var end and > 0 ? route[(end + 3)..] : route;

    /// <summary>Whether it looks like a host with a port or a path; whether its domain exists is for the API to say.</summary>
    private static bool IsProper(string route)
    {
        var host = route.Split('/', 2)[0].Replace("*", "wildcard", StringComparison.Ordinal);
        return host.Length > 0 && !route.Any(char.IsWhiteSpace) && !host.Contains('@', StringComparison.Ordinal) && Uri.TryCreate($"http://{host}", UriKind.Absolute, out _);
    }
}
