using Ingot.ApiClient.Packages;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;
using Ingot.Manifests;

namespace Ingot.Cli.Pushing;

/// <summary>Makes apps what a manifest says, without their source.</summary>
internal sealed class ApplyManifestCommand : Command
{
    public override CommandDescription Description => new("apply-manifest", "Apply manifest properties to a space")
    {
        Usage = "cf apply-manifest -f APP_MANIFEST_PATH",
        Options = [new Option(null, 'f', "Path to app manifest") { Check = Checks.ManifestPath }, .. VariableOptions.Options],
        SeeAlso = "create-app, create-app-manifest, push",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var directory = session.Settings.WorkingDirectory;
        var path = Path.GetFullPath(arguments.Find("f") ?? ".", directory);
        var file = Directory.Exists(path) ? ManifestFiles.FindIn(path) : path;
        if (file is null)
        {
            throw new CommandException($"Could not find 'manifest.yml' file in {path}");
        }
        var config = session.Config;
        session.Console.Flavor($"Applying manifest {file} in org {config.OrganizationFields.Name} / space {config.SpaceFields.Name} as {session.UserName}...");
        var apps = ManifestSource.Read(file, VariableOptions.From(arguments), nameOfOnlyApp: null, session.Console, directory);
        var yaml = ManifestWriter.Write(apps.Select(app => app with { Path = null }));
        await ManifestDisplay.ShowAsync(session, yaml, cancellationToken);
        await session.Api.ApplyManifestAsync(config.SpaceFields.Guid, yaml, cancellationToken);
        session.Console.Line();
        session.Console.Ok();
    }
}
