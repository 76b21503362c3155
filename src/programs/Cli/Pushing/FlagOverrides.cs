using Ingot.Cli.Failures;
using Ingot.Manifests.Apps;
using Ingot.Model.Processes;

namespace Ingot.Cli.Pushing;

/// <summary>Puts the flags of a push over what the manifest says.</summary>
internal static class FlagOverrides
{
    public static IReadOnlyList<AppManifest> Apply(IReadOnlyList<AppManifest> apps, PushRequest request)
    {
        var chosen = Choose(apps, request.AppName);
        if (chosen.FirstOrDefault(app => app.Docker is not null) is { } image)
        {
            throw DockerImages.Refuse($"the 'docker' of app '{image.Name}'");
        }
        if (chosen is [var only])
        {
            chosen = [OverApp(OverWeb(only, request), request)];
        }
        else if (AreForOneApp(request))
        {
            throw new CommandException("Incorrect Usage: Command line flags (except -f and --no-start) cannot be applied when pushing multiple apps from a manifest file.");
        }
        return [.. chosen.Select(app => app.RandomRoute == true || app.NoRoute == true ? app : app with { DefaultRoute = true })];
    }

    /// <summary>A name picks one app of several, or renames the only one.</summary>
    private static IReadOnlyList<AppManifest> Choose(IReadOnlyList<AppManifest> apps, string? name)
    {
        if (name is null)
        {
            return apps;
        }
        return apps.FirstOrDefault(app => app.Name == name) is { } found ? [found]
            : apps is [var only] ? [only with { Name = name }]
            : throw new CommandException($"Could not find app named '{name}' in manifest");
    }

    private static bool AreForOneApp(PushRequest request) => request with
    {
        AppName = null, ManifestPath = null, IgnoresManifest = false, NoStart = false, NoWait = false, Variables = VariableOptions.None, Buildpacks = [],
    } != new PushRequest { Buildpacks = [] } || request.Buildpacks.Count > 0;

    private static AppManifest OverApp(AppManifest app, PushRequest request)
    {
        return app with
        {
            Buildpacks = request.Buildpacks switch
            {
                [] => app.Buildpacks,
                ["default" or "null"] => [],
                var names => names,
            },
            Stack = request.Stack ?? app.Stack,
            NoRoute = request.NoRoute || request.IsTask ? true : app.NoRoute,
            RandomRoute = request.RandomRoute ? true : app.RandomRoute,
            DefaultRoute = request.NoRoute || request.IsTask || request.RandomRoute ? null : app.DefaultRoute,
        };
    }

    private static AppManifest OverWeb(AppManifest app, PushRequest request)
    {
        var old = app.Web ?? new ProcessManifest(ProcessManifest.WebType);
        var web = old with
        {
            Instances = request.Instances is { } instances ? Instances(instances) : old.Instances,
            MemoryMb = request.Memory is { } memory ? Megabytes(memory, "Memory") : old.MemoryMb,
            DiskMb = request.Disk is { } disk ? Megabytes(disk, "Disk quota") : old.DiskMb,
            LogRateLimitBytesPerSecond = request.LogRate is { } rate ? BytesPerSecond(rate) : old.LogRateLimitBytesPerSecond,
            Command = request.Command is { } command ? (command is "null" or "default" ? "" : command) : old.Command,
            TimeoutSeconds = request.StartTimeout ?? old.TimeoutSeconds,
            HealthCheck = Check(old.HealthCheck, request),
        };
        return web.IsEmpty ? app
            : app.Web is null ? app with { Processes = [web, .. app.Processes] }
            : app with { Processes = [.. app.Processes.Select(process => process == old ? web : process)] };
    }

    private static HealthCheckManifest Check(HealthCheckManifest old, PushRequest request)
    {
        var type = request.HealthCheckType switch
        {
            null => old.Type,
            "http" => HealthCheckType.Http,
            "port" => HealthCheckType.Port,
            _ => HealthCheckType.Process,
        };
        if (request.HealthCheckEndpoint is not null && type is not (null or HealthCheckType.Http))
        {
            throw new CommandException($"Incorrect Usage: The flag option --endpoint cannot be used with the manifest property health-check-type set to {(type is HealthCheckType.Port ? "port" : "process")}");
        }
        return old with
        {
            Type = type,
            // A type given by flag takes the manifest's endpoint away: it means nothing to the other kinds, and the API refuses it there.
            Endpoint = request.HealthCheckType is null or "http" ? request.HealthCheckEndpoint ?? old.Endpoint : null,
        };
    }

    private static int Instances(long number) => number <= ProcessManifest.MaximumInstances
        ? (int)number
        : throw new CommandException($"Process \"web\": Instances must be less than or equal to {ProcessManifest.MaximumInstances}, not {number}");

    private static int Megabytes(string text, string name) => Sizes.TryParse(text) switch
    {
        { } bytes when bytes >> 20 is > 0 and <= int.MaxValue and var megabytes => (int)megabytes,
        { } => throw new CommandException($"Process \"web\": {name} must be greater than 0MB"),
        _ when Sizes.StartsWithNumber(text) => throw new CommandException($"Process \"web\": {name} must use a supported unit: B, K, KB, M, MB, G, GB, T, or TB"),
        _ => throw new CommandException($"Process \"web\": {name} is not a number"),
    };

    private static long BytesPerSecond(string text) =>
        text == "-1" ? -1 : text == "0" ? 0 : Sizes.TryParse(text) ?? throw new CommandException("Process \"web\": Log rate limit per second must use a supported unit: B, K, KB, M, MB, G, GB, T, or TB");
}
