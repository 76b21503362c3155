using System.Text;
using System.Text.RegularExpressions;
using Ingot.Manifests.Apps;
using Ingot.Model.Processes;

namespace Ingot.Manifests;

/// <summary>Writes apps as the YAML the API reads. A text that could be taken for something else is put in quotes.</summary>
public static partial class ManifestWriter
{
    public static string Write(IEnumerable<AppManifest> apps)
    {
        var text = new StringBuilder("applications:\n");
        foreach (var app in apps)
        {
            var block = new YamlBlock(text, indent: 2);
            block.Item("name", Plain(app.Name));
            WriteApp(block, app);
        }
        return text.ToString();
    }

    private static void WriteApp(YamlBlock block, AppManifest app)
    {
        if (app is { IsWebListed: false, Web: { } web })
        {
            WriteProcess(block, web, diskKey: "disk-quota");
        }
        block.Value("path", Plain(app.Path));
        block.Value("buildpacks", app.Buildpacks is { Count: 0 } ? "[]" : null);
        block.Items("buildpacks", app.Buildpacks, (item, buildpack) => item.Item(Plain(buildpack)!));
        block.Value("stack", Plain(app.Stack));
        block.Value("lifecycle", Plain(app.Lifecycle));
        block.Map("docker", app.Docker is { } docker ? [("image", Plain(docker.Image)), ("username", Plain(docker.Username))] : null);
        block.Value("default-route", Flag(app.DefaultRoute));
        block.Value("random-route", Flag(app.RandomRoute));
        block.Value("no-route", Flag(app.NoRoute));
        block.Map("env", app.Env?.Select(pair => (Plain(pair.Key)!, Quote(pair.Value))));
        block.Map("features", app.Features?.Select(pair => (pair.Key, Flag(pair.Value))));
        WriteMetadata(block, app.Metadata);
        block.Items("routes", app.Routes, (item, route) =>
        {
            item.Item("route", Plain(route.Route));
            item.Value("protocol", route.Protocol);
            item.Map("options", route.Options?.Select(pair => (Plain(pair.Key)!, Quote(pair.Value))));
        });
        block.Items("services", app.Services, (item, service) =>
        {
            item.Item("name", Plain(service.Name));
            item.Value("binding_name", Plain(service.BindingName));
            item.Value("parameters", service.ParametersJson);
        });
        block.Items("sidecars", app.Sidecars, (item, sidecar) =>
        {
            item.Item("name", Plain(sidecar.Name));
            item.Value("command", Plain(sidecar.Command));
            item.Items("process_types", sidecar.ProcessTypes, (types, type) => types.Item(Plain(type)!));
            item.Value("memory", sidecar.MemoryMb is { } memory ? $"{memory}M" : null);
        });
        block.Items("processes", app.Processes.Where(process => app.IsWebListed || process.Type != ProcessManifest.WebType), (item, process) =>
        {
            item.Item("type", Plain(process.Type));
            WriteProcess(item, process, diskKey: "disk_quota");
        });
    }

    private static void WriteMetadata(YamlBlock block, MetadataManifest? metadata)
    {
        if (metadata is null or { Labels.Count: 0, Annotations.Count: 0 })
        {
            return;
        }
        var below = block.Open("metadata");
        below.Map("labels", metadata.Labels.Select(pair => (Plain(pair.Key)!, (string?)(Quote(pair.Value) ?? "null"))));
        below.Map("annotations", metadata.Annotations.Select(pair => (Plain(pair.Key)!, (string?)(Quote(pair.Value) ?? "null"))));
    }

    /// <param name="diskKey">CF's documents spell it differently at the app's level and in the list; so do the paths of its diffs.</param>
    private static void WriteProcess(YamlBlock item, ProcessManifest process, string diskKey)
    {
        item.Value("command", process.Command is "" ? "null" : Plain(process.Command));
        item.Value("user", Plain(process.User));
        item.Value("instances", process.Instances?.ToString());
        item.Value("memory", process.MemoryMb is { } memory ? $"{memory}M" : null);
        item.Value(diskKey, process.DiskMb is { } disk ? $"{disk}M" : null);
        item.Value("log-rate-limit-per-second", process.LogRateLimitBytesPerSecond is { } rate ? Sizes.FromBytesPerSecond(rate) : null);
        item.Value("timeout", process.TimeoutSeconds?.ToString());
        item.Value("graceful-shutdown-interval", process.GraceSeconds?.ToString());
        item.Value("deployment-spares", Flag(process.HasSpares));
        WriteCheck(item, "health-check", process.HealthCheck);
        WriteCheck(item, "readiness-health-check", process.ReadinessHealthCheck);
    }

    private static void WriteCheck(YamlBlock item, string prefix, HealthCheckManifest check)
    {
        item.Value($"{prefix}-type", check.Type switch
        {
            HealthCheckType.Port => "port",
            HealthCheckType.Http => "http",
            HealthCheckType.Process => "process",
            _ => null,
        });
        item.Value($"{prefix}-http-endpoint", Plain(check.Endpoint));
        item.Value($"{prefix}-invocation-timeout", check.InvocationTimeoutSeconds?.ToString());
        item.Value($"{prefix}-interval", check.IntervalSeconds?.ToString());
    }

    private static string? Flag(bool? value) => value is { } flag ? (flag ? "true" : "false") : null;

    private static string? Plain(string? text) => text is not null && Harmless().IsMatch(text) && !IsWord(text) ? text : Quote(text);

    private static string? Quote(string? text) => text is null ? null : $"\"{string.Concat(text.Select(Escape))}\"";

    /// <summary>Not JSON's escapes: YAML readers refuse a character outside the basic plane written as two.</summary>
    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\t' => "\\t",
        _ when char.IsControl(character) || character is '\u2028' or '\u2029' or '\uFEFF' => $"\\u{(int)character:X4}",
        _ => character.ToString(),
    };

    /// <summary>Words YAML 1.1 takes for a boolean or for nothing.</summary>
    private static bool IsWord(string text) => text.ToLowerInvariant() is "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n" or "null" or "default";

    [GeneratedRegex(@"^(?:[A-Za-z][\w./-]*|[./][\w./-]*[A-Za-z][\w./-]*)\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Harmless();
}

/// <summary>Lines of one indentation; what is null is left out.</summary>
internal sealed class YamlBlock(StringBuilder text, int indent)
{
    /// <summary>The first key of a list's item.</summary>
    public void Item(string key, string? value) => text.Append(' ', indent - 2).Append("- ").Append(key).Append(": ").Append(value).Append('\n');

    public void Item(string value) => text.Append(' ', indent - 2).Append("- ").Append(value).Append('\n');

    public void Value(string key, string? value)
    {
        if (value is not null)
        {
            text.Append(' ', indent).Append(key).Append(": ").Append(value).Append('\n');
        }
    }

    public YamlBlock Open(string key)
    {
        text.Append(' ', indent).Append(key).Append(":\n");
        return new YamlBlock(text, indent + 2);
    }

    public void Map(string key, IEnumerable<(string Key, string? Value)>? pairs)
    {
        if (pairs?.ToList() is not { Count: > 0 } entries)
        {
            return;
        }
        var below = Open(key);
        foreach (var (name, value) in entries)
        {
            below.Value(name, value);
        }
    }

    public void Items<T>(string key, IEnumerable<T>? items, Action<YamlBlock, T> write)
    {
        if (items?.ToList() is not { Count: > 0 } entries)
        {
            return;
        }
        text.Append(' ', indent).Append(key).Append(":\n");
        foreach (var item in entries)
        {
            // Items stand below their key without a further step, as most people write them.
            write(new YamlBlock(text, indent + 2), item);
        }
    }
}
