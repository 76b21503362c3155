using Ingot.ApiClient.Platform;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Platform;

/// <summary>Lists what the platform's operators switched on and off.</summary>
internal sealed class FeatureFlagsCommand : Command
{
    public override CommandDescription Description => new("feature-flags", "Retrieve list of feature flags with status") { Usage = "cf feature-flags", SeeAlso = "feature-flag" };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        session.SayAs($"Getting feature flags");
        session.Console.Line();
        var flags = await session.Api.FeatureFlagsAsync(cancellationToken);
        session.Console.Table([["name", "state"], .. flags.Select(flag => new[] { flag.Name, State(flag) })]);
    }

    public static string State(FeatureFlagResource flag) => flag.Enabled ? "enabled" : "disabled";
}

/// <summary>Shows one of them.</summary>
internal sealed class FeatureFlagCommand : Command
{
    public override CommandDescription Description => new("feature-flag", "Retrieve an individual feature flag with status")
    {
        Usage = "cf feature-flag FEATURE_FLAG_NAME",
        Arguments = [new Argument("FEATURE_NAME")],
        SeeAlso = "feature-flags",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var name = arguments["FEATURE_NAME"];
        session.SayAs($"Getting info for feature flag {name}");
        session.Console.Line();
        var flag = (await session.Api.FeatureFlagsAsync(cancellationToken)).Find(flag => flag.Name == name) ?? throw new CommandException($"Feature flag '{name}' not found.");
        session.Console.Table([["Features", "State"], [flag.Name, FeatureFlagsCommand.State(flag)]]);
    }
}
