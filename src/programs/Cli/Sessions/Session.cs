using Ingot.ApiClient.Http;
using Ingot.ApiClient.Logs;
using Ingot.Cli.Configuration;
using Ingot.Cli.Failures;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Sessions;

/// <summary>What one run of the client works with: its console, its configuration, its connection.</summary>
internal sealed class Session(CliConsole console, ConfigFile config, CliSettings settings) : IDisposable
{
    private ApiConnection? api;

    public CliConsole Console => console;

    public ConfigFile File => config;

    public CliConfig Config => config.Values;

    public CliSettings Settings => settings;

    /// <summary>The connection to the targeted platform, with the login's tokens.</summary>
    public ApiConnection Api => api ??= Connect(Config.Target, Config.SslDisabled);

    public LogCacheClient LogCache => new(Api, Config.LogCacheEndPoint);

    public string UserName => config.User?.Name ?? "";

    /// <summary>The identity provider that knows the user, or null.</summary>
    public string? UserOrigin => config.User?.Origin;

    public TargetConfig Organization => Config.OrganizationFields;

    public SpaceConfig Space => Config.SpaceFields;

    /// <summary>Forgets the connection, because the target has changed.</summary>
    public void Disconnect()
    {
        api?.Dispose();
        api = null;
    }

    public ApiConnection Connect(string url, bool skipCertificateCheck) => new(
        new ApiAddress(url) { SkipCertificateCheck = skipCertificateCheck, UserAgent = $"cf/{CliVersion.Text}" }, config, settings.IsVerbose ? text => console.Line(text) : null, settings.Time)
    {
        OnWarning = console.Warning,
    };

    public void RequireApi()
    {
        if (Config.Target.Length == 0)
            throw new CommandException("No API endpoint set. Use 'cf login' or 'cf api' to target an endpoint.");
    }

    public void RequireLogin()
    {
        RequireApi();
        if (Config.AccessToken.Length == 0 && Config.RefreshToken.Length == 0)
            throw new CommandException("Not logged in. Use 'cf login' or 'cf login --sso' to log in.");
    }

    public void RequireOrganization()
    {
        RequireLogin();
        if (Config.OrganizationFields.Guid.Length == 0)
            throw new CommandException("No org targeted, use 'cf target -o ORG' to target an org.");
    }

    public void RequireSpace()
    {
        RequireOrganization();
        if (Config.SpaceFields.Guid.Length == 0)
            throw new CommandException("No space targeted, use 'cf target -s SPACE' to target a space.");
    }

    public void Dispose() => api?.Dispose();
}

/// <summary>What surrounds a run: the time, the environment's wishes.</summary>
internal sealed record CliSettings
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Requests and answers are shown.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Where relative paths start.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The longest a build may take; <c>CF_STAGING_TIMEOUT</c>, in minutes.</summary>
    public TimeSpan StagingTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The longest a start may take; <c>CF_STARTUP_TIMEOUT</c>, in minutes.</summary>
    public TimeSpan StartupTimeout { get; init; } = TimeSpan.FromMinutes(5);

    public string? UserName { get; init; }

    public string? Password { get; init; }
}
