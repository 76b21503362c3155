using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ingot.Manifests.Apps;
using Ingot.Model.Processes;

namespace Ingot.Manifests;

/// <summary>Writes apps as the YAML the API reads. Texts are written as JSON strings, which YAML includes, so none is taken for a number.</summary>
public static class ManifestWriter
{
    public static string Write(IEnumerable<AppManifest> apps)
    {
        var text = new StringBuilder("applications:\n");
        foreach (var app in apps)
        {
            var block = new YamlBlock(text, indent: 2);
            block.Item("name", Quote(app.Name));
            WriteApp(block, app);
        }
        return text.ToString();
    }

    private static void WriteApp(YamlBlock block, AppManifest app)
    {
        block.Value("path", Quote(app.Path));
        block.Value("buildpacks", app.Buildpacks is { } buildpacks ? $"[{string.Join(", ", buildpacks.Select(Quote))}]" : null);
        block.Value("stack", Quote(app.Stack));
        block.Value("lifecycle", Quote(app.Lifecycle));
        block.Value("docker", app.Docker is { } docker ? $"{{image: {Quote(docker.Image)}{(docker.Username is { } user ? $", username: {Quote(user)}" : "")}}}" : null);
        block.Value("default-route", Flag(app.DefaultRoute));
        block.Value("random-route", Flag(app.RandomRoute));
        block.Value("no-route", Flag(app.NoRoute));
        block.Map("env", app.Env?.Select(pair => (Quote(pair.Key)!, Quote(pair.Value)!)));
        block.Map("features", app.Features?.Select(pair => (pair.Key, Flag(pair.Value)!)));
        WriteMetadata(block, app.Metadata);
        block.Items("routes", app.Routes, (item, route) =>
        {
            item.Item("route", Quote(route.Route));
            item.Value("protocol", route.Protocol);
            item.Map("options", route.Options?.Select(pair => (Quote(pair.Key)!, Quote(pair.Value)!)));
        });
        block.Items("services", app.Services, (item, service) =>
        {
            item.Item("name", Quote(service.Name));
            item.Value("binding_name", Quote(service.BindingName));
            item.Value("parameters", service.ParametersJson);
        });
        block.Items("sidecars", app.Sidecars, (item, sidecar) =>
        {
            item.Item("name", Quote(sidecar.Name));
            item.Value("command", Quote(sidecar.Command));
            item.Value("process_types", $"[{string.Join(", ", sidecar.ProcessTypes.Select(Quote))}]");
            item.Value("memory", sidecar.MemoryMb is { } memory ? $"{memory}M" : null);
        });
        block.Items("processes", app.Processes.Count == 0 ? null : app.Processes, WriteProcess);
    }

    private static void WriteMetadata(YamlBlock block, MetadataManifest? metadata)
    {
        if (metadata is null or { Labels.Count: 0, Annotations.Count: 0 })
        {
            return;
        }
        var below = block.Open("metadata");
        below.Map("labels", metadata.Labels.Select(pair => (Quote(pair.Key)!, Quote(pair.Value) ?? "null")));
        below.Map("annotations", metadata.Annotations.Select(pair => (Quote(pair.Key)!, Quote(pair.Value) ?? "null")));
    }

    private static void WriteProcess(YamlBlock item, ProcessManifest process)
    {
        item.Item("type", Quote(process.Type));
        item.Value("command", process.Command is "" ? "null" : Quote(process.Command));
        item.Value("user", Quote(process.User));
        item.Value("instances", process.Instances?.ToString());
        item.Value("memory", process.MemoryMb is { } memory ? $"{memory}M" : null);
        item.Value("disk_quota", process.DiskMb is { } disk ? $"{disk}M" : null);
        item.Value("log-rate-limit-per-second", process.LogRateLimitBytesPerSecond switch
        {
            null => null,
            <= 0 and var special => special.ToString(),
            var bytes => $"{bytes}B",
        });
        item.Value("timeout", process.TimeoutSeconds?.ToString());
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
        item.Value($"{prefix}-http-endpoint", Quote(check.Endpoint));
        item.Value($"{prefix}-invocation-timeout", check.InvocationTimeoutSeconds?.ToString());
        item.Value($"{prefix}-interval", check.IntervalSeconds?.ToString());
    }

    private static string? Flag(bool? value) => value is { } flag ? (flag ? "true" : "false") : null;

    private static string? Quote(string? text) => text is null ? null : $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

/// <summary>Lines of one indentation; what is null is left out.</summary>
internal sealed class YamlBlock(StringBuilder text, int indent)
{
    /// <summary>The first key of a list's item.</summary>
    public void Item(string key, string? value) => text.Append(' ', indent - 2).Append("- ").Append(key).Append(": ").Append(value).Append('\n');

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

    public void Map(string key, IEnumerable<(string Key, string Value)>? pairs)
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
            write(new YamlBlock(text, indent + 2), item);
        }
    }
}
