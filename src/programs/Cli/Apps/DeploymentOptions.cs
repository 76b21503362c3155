using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Deployments;
using Ingot.ApiClient.Http;
using Ingot.ApiClient.Packages;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;

namespace Ingot.Cli.Apps;

/// <summary>How a running version is to be replaced.</summary>
/// <param name="Strategy"><c>rolling</c> or <c>canary</c>: index by index; null stops it before.</param>
/// <param name="MaxInFlight">How many indexes at a time; null leaves it to the platform.</param>
/// <param name="Weights">The percentages at which a canary stops; null leaves them to the platform.</param>
internal sealed record DeploymentOptions(string? Strategy, int? MaxInFlight, IReadOnlyList<int>? Weights)
{
    public static readonly DeploymentOptions None = new(Strategy: null, MaxInFlight: null, Weights: null);

    public static IReadOnlyList<Option> How { get; } =
    [
        new Option("instance-steps", null, "Percentages of the instances at which a canary stops until it is continued (e.g. 20,40,60)") { Check = Checks.Weights },
        new Option("max-in-flight", null, "Maximum number of instances that are replaced at the same time; only with --strategy") { Check = Checks.Positive },
        new Option("strategy", null, "Deployment strategy, either rolling, canary or null.") { Check = Checks.Strategy },
    ];

    public static Option NoWait { get; } = Option.Switch("no-wait", null, "Exit when the first instance of the web process is healthy");

    public static IReadOnlyList<Option> Options { get; } = [.. How.Append(NoWait).OrderBy(option => option.Name, StringComparer.Ordinal)];

    /// <summary>Whether something serves all the time.</summary>
    public bool IsGapless => Strategy is not null;

    /// <param name="arguments">The words of the command.</param>
    /// <param name="strategy">What it is when none is given.</param>
    public static DeploymentOptions From(ParsedArguments arguments, string? strategy = null)
    {
        strategy = arguments.Find("strategy") is { Length: > 0 } given ? given : strategy;
        if (arguments.Has("max-in-flight") && strategy is null)
            throw new UsageException("Incorrect Usage: '--max-in-flight' and '--strategy' must be used together.");
        if (arguments.Has("instance-steps") && strategy != "canary")
            throw new UsageException("Incorrect Usage: '--instance-steps' and '--strategy=canary' must be used together.");
        return new DeploymentOptions(strategy, (int?)arguments.Number("max-in-flight"), arguments.Find("instance-steps")?.Split(',').Select(int.Parse).ToList());
    }

    /// <param name="droplet">What to run from now on; with neither it nor a revision, what the app has.</param>
    public NewDeployment Of(AppResource app, string? droplet, string? revision = null) => new()
    {
        Strategy = Strategy!,
        Droplet = droplet is null ? null : new GuidResource { Guid = droplet },
        Revision = revision is null ? null : new GuidResource { Guid = revision },
        Options = MaxInFlight is null && Weights is null ? null : new DeploymentOptionsResource
        {
            MaxInFlight = MaxInFlight,
            Canary = Weights is null ? null : new CanaryOptionsResource { Steps = [.. Weights.Select(weight => new CanaryStepResource(weight))] },
        },
        Relationships = new AppRelation { App = RelationResource.To(app.Guid) },
    };
}
