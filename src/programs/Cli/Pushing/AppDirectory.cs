using Ingot.Cli.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Configuration;
using Ingot.Cli.Failures;
using Ingot.Cli.Logins;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Pushing;

/// <summary>An app that was pushed and runs.</summary>
/// <param name="Url">Its first route without a scheme, port included; null when it has none.</param>
public sealed record PushedApp(string Name, string? Url, IReadOnlyList<PushedInstance> Instances);

/// <summary>One instance of a pushed app's web process.</summary>
/// <param name="State">In lower case, e.g. <c>running</c>.</param>
public sealed record PushedInstance(int Index, string State, string? Zone);

/// <summary>What a push by <see cref="AppDirectory"/> came to.</summary>
/// <param name="Failure">What the user should read when it failed, else null.</param>
public sealed record PushOutcome(IReadOnlyList<PushedApp> Apps, string? Failure);

/// <summary>Where and as whom <see cref="AppDirectory"/> pushes.</summary>
public sealed record PushTarget(string ApiUrl, string User, string Password)
{
    public string Organization { get; init; } = "ingot";

    public string Space { get; init; } = "dev";

    /// <summary>Where the login is kept; never the user's own <c>~/.cf</c>.</summary>
    public required string ConfigHome { get; init; }
}

/// <summary>Pushes the app found in a directory, for <c>ingot up APP_DIR</c>.</summary>
public static class AppDirectory
{
    /// <summary>
    /// Pushes what the directory's manifest names, or the directory itself under its own name, and waits until all of it runs.
    /// A refused or failed push is told by the outcome; only a bug throws.
    /// </summary>
    public static async Task<PushOutcome> PushAsync(PushTarget target, string directory, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var console = new CliConsole(output, errors, TextReader.Null);
        var settings = new CliEnvironment(Environment.GetEnvironmentVariable, Path.GetFullPath(directory)).Settings(isVerbose: false);
        using var session = new Session(console, ConfigFile.Load(target.ConfigHome), settings);
        try
        {
            await LogInAsync(session, target, cancellationToken);
            var isNamed = ManifestFiles.FindIn(settings.WorkingDirectory) is not null;
            var request = new PushRequest { AppName = isNamed ? null : NameOf(settings.WorkingDirectory) };
            var plan = ManifestSource.Load(request, console, settings.WorkingDirectory);
            await new Pusher(session, request).PushAsync(plan, cancellationToken);
            return new PushOutcome([.. await Task.WhenAll(plan.Apps.Select(planned => DescribeAsync(session, planned.App.Name, cancellationToken)))], Failure: null);
        }
        catch (Exception failure) when (FailureText.For(failure) is { } text && !cancellationToken.IsCancellationRequested)
        {
            return new PushOutcome([], text);
        }
    }

    private static async Task LogInAsync(Session session, PushTarget target, CancellationToken cancellationToken)
    {
        await Targeting.TargetApiAsync(session, target.ApiUrl, skipCertificateCheck: false, cancellationToken);
        await Authentication.LogInAsync(session, target.User, target.Password, isClient: false, origin: null, cancellationToken);
        await Targeting.TargetOrganizationAsync(session, target.Organization, cancellationToken);
        await Targeting.TargetSpaceAsync(session, target.Space, cancellationToken);
        session.File.Save();
    }

    private static async Task<PushedApp> DescribeAsync(Session session, string name, CancellationToken cancellationToken)
    {
        var summary = await AppSummary.LoadAsync(session, name, withCommands: false, cancellationToken);
        var instances = summary.Processes.Where(process => process.Process.Type == "web").SelectMany(process => process.Instances);
        return new PushedApp(name, summary.Routes is [var route, ..] ? route.Url : null, [.. instances.Select(instance => new PushedInstance(instance.Index, instance.State.ToLowerInvariant(), instance.Zone))]);
    }

    /// <summary>The directory's name as an app may be called: what a host name cannot hold becomes a hyphen.</summary>
    private static string NameOf(string directory) =>
        string.Concat(new DirectoryInfo(directory).Name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '-'));
}
