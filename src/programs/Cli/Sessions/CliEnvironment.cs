using System.Globalization;

namespace Ingot.Cli.Sessions;

/// <summary>The environment variables and the directory a run starts with.</summary>
internal sealed record CliEnvironment(Func<string, string?> Variable, string WorkingDirectory)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The directory that holds <c>.cf</c>.</summary>
    public string Home => Variable("CF_HOME") is { Length: > 0 } home ? home : Variable("HOME") ?? WorkingDirectory;

    public static CliEnvironment OfProcess() => new(Environment.GetEnvironmentVariable, Environment.CurrentDirectory);

    public CliSettings Settings(bool isVerbose) => new()
    {
        Time = Time,
        IsVerbose = isVerbose || Variable("CF_TRACE") is "true" or "1",
        WorkingDirectory = WorkingDirectory,
        StagingTimeout = Minutes("CF_STAGING_TIMEOUT", 15),
        StartupTimeout = Minutes("CF_STARTUP_TIMEOUT", 5),
        UserName = Variable("CF_USERNAME"),
        Password = Variable("CF_PASSWORD"),
    };

    private TimeSpan Minutes(string variable, double usual) =>
        TimeSpan.FromMinutes(double.TryParse(Variable(variable), NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes) && minutes > 0 ? minutes : usual);
}
