using Ingot.Cli.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;

namespace Ingot.Cli.Pushing;

/// <summary>What a push was asked to do, beyond what the manifest says.</summary>
internal sealed record PushRequest
{
    public string? AppName { get; init; }

    /// <summary>A manifest or a directory that holds one; null looks where the push was called.</summary>
    public string? ManifestPath { get; init; }

    public bool IgnoresManifest { get; init; }

    /// <summary>A directory or an archive; null takes the manifest's.</summary>
    public string? AppPath { get; init; }

    public long? Instances { get; init; }

    public string? Memory { get; init; }

    public string? Disk { get; init; }

    public string? LogRate { get; init; }

    public string? Command { get; init; }

    public IReadOnlyList<string> Buildpacks { get; init; } = [];

    public string? Stack { get; init; }

    public string? HealthCheckType { get; init; }

    public string? HealthCheckEndpoint { get; init; }

    public int? StartTimeout { get; init; }

    public bool NoRoute { get; init; }

    public bool RandomRoute { get; init; }

    public bool NoStart { get; init; }

    /// <summary>One running web instance is enough.</summary>
    public bool NoWait { get; init; }

    /// <summary>The app is staged for its tasks, and not started.</summary>
    public bool IsTask { get; init; }

    /// <summary>A droplet staged elsewhere; null stages the app's source.</summary>
    public string? DropletPath { get; init; }

    public DeploymentOptions Deployment { get; init; } = DeploymentOptions.None;

    public VariableOptions Variables { get; init; } = VariableOptions.None;

    public static PushRequest From(ParsedArguments arguments) => new()
    {
        AppName = arguments.FindArgument("APP_NAME"),
        ManifestPath = arguments.Find("manifest"),
        IgnoresManifest = arguments.Has("no-manifest"),
        AppPath = arguments.Find("path"),
        Instances = arguments.Number("instances"),
        Memory = arguments.Find("memory"),
        Disk = arguments.Find("disk"),
        LogRate = arguments.Find("log-rate-limit"),
        Command = arguments.Find("start-command"),
        Buildpacks = arguments.All("buildpack"),
        Stack = arguments.Find("stack"),
        HealthCheckType = arguments.Find("health-check-type"),
        HealthCheckEndpoint = arguments.Find("endpoint"),
        StartTimeout = (int?)arguments.Number("app-start-timeout"),
        NoRoute = arguments.Has("no-route"),
        RandomRoute = arguments.Has("random-route"),
        NoStart = arguments.Has("no-start"),
        NoWait = arguments.Has("no-wait"),
        IsTask = arguments.Has("task"),
        DropletPath = arguments.Find("droplet"),
        Deployment = DeploymentOptions.From(arguments),
        Variables = VariableOptions.From(arguments),
    };

    /// <summary>Throws when two of the wishes exclude each other.</summary>
    public void Check()
    {
        _ = this switch
        {
            { IgnoresManifest: true, ManifestPath: not null } => throw UsageException.Combination("--no-manifest", "--manifest, -f"),
            { IgnoresManifest: true, Variables.Files.Count: > 0 } => throw UsageException.Combination("--no-manifest", "--vars-file"),
            { IgnoresManifest: true, Variables.Pairs.Count: > 0 } => throw UsageException.Combination("--no-manifest", "--vars"),
            { HealthCheckType: "http", HealthCheckEndpoint: null } => throw new UsageException("Incorrect Usage: '--endpoint' and '--health-check-type=http, -u=http' must be used together."),
            { DropletPath: not null, AppPath: not null } => throw UsageException.Combination("--droplet", "--docker-image, -o", "--docker-username", "-p"),
            { NoStart: true, Deployment.Strategy: { } strategy } => throw UsageException.Combination("--no-start", $"--strategy={strategy}"),
            { IsTask: true, Deployment.Strategy: { } strategy } => throw UsageException.Combination("--task", $"--strategy={strategy}"),
            { NoStart: true, NoWait: true } => throw UsageException.Combination("--no-start", "--no-wait"),
            { NoRoute: true, RandomRoute: true } => throw UsageException.Combination("--no-route", "--random-route"),
            { Buildpacks.Count: > 1 } when Buildpacks.Any(name => name is "null" or "default") => throw new CommandException("Multiple buildpacks flags cannot have null/default option."),
            _ => true,
        };
    }
}
