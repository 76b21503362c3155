using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;

namespace Ingot.Cli.Apps;

/// <summary>How a running version is to be replaced.</summary>
/// <param name="IsRolling">Index by index, instead of stopping it before.</param>
/// <param name="MaxInFlight">How many indexes at a time; null leaves it to the platform.</param>
internal sealed record DeploymentOptions(bool IsRolling, int? MaxInFlight)
{
    public static readonly DeploymentOptions None = new(IsRolling: false, MaxInFlight: null);

    public static IReadOnlyList<Option> Options { get; } =
    [
        new Option("max-in-flight", null, "Maximum number of instances that are replaced at the same time; only with --strategy rolling") { Check = Checks.Positive },
        Option.Switch("no-wait", null, "Exit when the first instance of the web process is healthy"),
        new Option("strategy", null, "Deployment strategy, either rolling or null.") { Check = Checks.Strategy },
    ];

    public static DeploymentOptions From(ParsedArguments arguments)
    {
        var isRolling = !string.IsNullOrEmpty(arguments.Find("strategy"));
        return arguments.Has("max-in-flight") && !isRolling
            ? throw new UsageException("Incorrect Usage: '--max-in-flight' and '--strategy' must be used together.")
            : new DeploymentOptions(isRolling, (int?)arguments.Number("max-in-flight"));
    }
}
