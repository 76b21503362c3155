using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Failures;

namespace Ingot.Lifecycle.Buildpacks.Node;

/// <summary>A Node.js of this machine.</summary>
/// <param name="Npm">The npm of this machine; Debian has it in a package of its own.</param>
internal sealed record NodeRuntime(string Executable, Version Version, string? Npm)
{
    /// <summary>The first that the range accepts.</summary>
    /// <param name="wanted">As <c>engines.node</c> says it, or null.</param>
    /// <exception cref="StagingFailedException">There is none; the message says what there is.</exception>
    public static async Task<NodeRuntime> FindAsync(BuildpackContext context, string? wanted, CancellationToken cancellationToken)
    {
        var range = wanted is null ? null : EngineRange.Parse(wanted);
        if (wanted is not null && range is null)
            context.Log.Warning($"engines.node \"{wanted}\" is not a range of versions, and is not heeded.");
        var found = new List<NodeRuntime>();
        // Debian has also called it nodejs.
        foreach (var program in context.Machine.FindAll("node").Concat(context.Machine.FindAll("nodejs")).DistinctBy(Machine.RealPath))
        {
            var outcome = await new Command(program, "--version") { Directory = context.Scratch }.RunQuietlyAsync(cancellationToken);
            if (outcome.Succeeded && Version.TryParse(outcome.Output.Trim().TrimStart('v').Split('-')[0], out var version))
                found.Add(new NodeRuntime(Machine.RealPath(program), version, context.Machine.Find("npm")));
        }

        if (found.Count == 0)
            throw Failed("The app is a Node.js app, and this machine has no Node.js. Install the package nodejs (apt-get install nodejs).");
        return found.Find(node => range is null || range.Contains(node.Version))
            ?? throw Failed(
                $"Unable to install node: no match found for {wanted} in [{string.Join(", ", found.Select(node => node.Version))}]. "
                    + "Install a Node.js of that version on this machine, or change engines.node in package.json."
            );
    }

    private static StagingFailedException Failed(string reason) =>
        new(StagingExit.SupplyFailed, reason + "\nFailed to run all supply scripts");
}
