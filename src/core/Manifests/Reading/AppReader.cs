using Ingot.Manifests.Apps;
using YamlDotNet.RepresentationModel;

namespace Ingot.Manifests.Reading;

/// <summary>Reads one entry of <c>applications</c>.</summary>
internal sealed class AppReader(Section app, ProblemList problems)
{
    /// <summary>Every key an app may have, the name excepted; also those that may stand above the list.</summary>
    public static readonly string[] Attributes =
    [
        "buildpack", "buildpacks", "default-route", "docker", "env", "features", "lifecycle", "metadata", "no-route", "path", "processes",
        "random-route", "routes", "services", "sidecars", "stack", .. ProcessReader.Attributes,
    ];

    /// <summary>Whether every app takes the key over when it stands at the top level; a name is one app's own.</summary>
    public static bool IsAttribute(string key) => Attributes.Contains(key);

    /// <summary>The app, or null when it has no name.</summary>
    /// <param name="nameWithout">Its name when it gives none itself.</param>
    public AppManifest? Read(string? nameWithout)
    {
        if ((app.Find("name") is null ? nameWithout : app.Text("name")) is not { Length: > 0 } name)
        {
            if (app.Find("name") is null or YamlScalarNode)
            {
                app.Fault("name", "Name must not be empty", "the app's name");
            }
            return null;
        }
        problems.Application = $"application '{name}'";
        var routes = new BindingReader(app, problems);
        var read = new AppManifest
        {
            Name = name,
            Position = app.Position,
            Path = app.Text("path"),
            Buildpacks = Buildpacks(),
            Stack = app.Text("stack"),
            Lifecycle = app.OneOf("lifecycle", "Lifecycle", "buildpack", "docker", "cnb"),
            Docker = Docker(),
            Env = Env(),
            Features = Features(),
            Metadata = Metadata(),
            DefaultRoute = app.Flag("default-route"),
            RandomRoute = app.Flag("random-route"),
            NoRoute = app.Flag("no-route"),
            Routes = routes.Routes(),
            Services = routes.Services(),
            Sidecars = routes.Sidecars(),
            Processes = new ProcessListReader(app, problems).Read(out var isWebListed),
            IsWebListed = isWebListed,
        };
        CheckPairs(read);
        app.WarnUnknown();
        return read;
    }

    private void CheckPairs(AppManifest read)
    {
        if (read is { DefaultRoute: true, RandomRoute: true })
        {
            app.Fault(app.Find("random-route")!, "random-route", "Random-route and default-route may not be used together", "one of the two");
        }
        if (read.Docker is not null && read.Buildpacks is not null)
        {
            app.Fault(app.Find("docker")!, "docker", "Docker cannot be configured for buildpack lifecycle app", "docker without buildpacks");
        }
    }

    private List<string>? Buildpacks()
    {
        var single = app.FindOrNull("buildpack");
        if (single is not null && app.Has("buildpacks"))
        {
            app.Fault(single, "buildpack", "Buildpack and Buildpacks fields cannot be used together.", "buildpacks alone");
        }
        var list = app.Texts("buildpacks");
        var names = single is null ? list : [Section.IsNull(single) ? "null" : app.Text("buildpack") ?? ""];
        return names?.Any(IsDetection) == true ? [] : names?.ToList();
    }

    private static bool IsDetection(string buildpack) => buildpack is "default" or "null" or "";

    private DockerManifest? Docker()
    {
        if (app.Map("docker") is not { } docker)
        {
            return null;
        }
        var image = docker.Text("image");
        var username = docker.Text("username");
        if (image is null)
        {
            docker.Fault("image", "Docker image must be specified", "the image's name");
        }
        docker.WarnUnknown();
        return image is null ? null : new DockerManifest(image, username);
    }

    /// <summary>Values stay as they are written: <c>1.10</c> is no number and <c>yes</c> no boolean to a program's environment.</summary>
    private Dictionary<string, string>? Env()
    {
        if (app.TextMap("env") is not { } env)
        {
            return null;
        }
        foreach (var name in env.Keys.Where(name => name == "PORT" || name.StartsWith("VCAP_", StringComparison.Ordinal) || name.StartsWith("VMC_", StringComparison.Ordinal)))
        {
            app.Fault(((YamlMappingNode)app.Find("env")!).Children[new YamlScalarNode(name)], $"env.{name}", name == "PORT" ? "Env cannot set PORT" : $"Env cannot start with {name[..name.IndexOf('_', StringComparison.Ordinal)]}_", "another name; the platform sets this one");
        }
        return env.ToDictionary(pair => pair.Key, pair => pair.Value ?? "");
    }

    private Dictionary<string, bool>? Features()
    {
        if (app.Map("features") is not { } features)
        {
            return null;
        }
        var read = new Dictionary<string, bool>();
        foreach (var name in features.Node.Children.Keys.Select(key => $"{key}"))
        {
            if (features.Flag(Section.Spelling(name)) is { } isOn)
            {
                read[name] = isOn;
            }
        }
        if (read.GetValueOrDefault("ssh"))
        {
            features.Warn("ssh", "the wish is kept; there is no ssh to instances yet");
        }
        return read;
    }

    private MetadataManifest? Metadata()
    {
        if (app.Map("metadata") is not { } metadata)
        {
            return null;
        }
        var read = new MetadataManifest(metadata.TextMap("labels") ?? new Dictionary<string, string?>(), metadata.TextMap("annotations") ?? new Dictionary<string, string?>());
        metadata.WarnUnknown();
        return read;
    }
}
