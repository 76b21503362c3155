using Ingot.ApiClient.Platform;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Platform;

/// <summary>Lists what can turn sources into a droplet.</summary>
internal sealed class BuildpacksCommand : Command
{
    public override CommandDescription Description => new("buildpacks", "List all buildpacks") { Usage = "cf buildpacks", SeeAlso = "push, stacks" };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        session.SayAs($"Getting buildpacks");
        session.Console.Line();
        var buildpacks = await session.Api.BuildpacksAsync(cancellationToken);
        if (buildpacks.Count == 0)
        {
            session.Console.Line("No buildpacks found");
            return;
        }
        session.Console.Table(
        [
            ["position", "name", "stack", "enabled", "locked", "state", "filename"],
            .. buildpacks.Select(pack => new[]
            {
                $"{pack.Position}", pack.Name, pack.Stack ?? "", pack.Enabled ? "true" : "false", pack.Locked ? "true" : "false", pack.State ?? "", pack.Filename ?? "",
            }),
        ]);
    }
}
