using Ingot.ApiClient.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Writes an app down as a manifest.</summary>
internal sealed class CreateAppManifestCommand : Command
{
    public override CommandDescription Description => new("create-app-manifest", "Create an app manifest for an app that has been pushed successfully")
    {
        Usage = "cf create-app-manifest APP_NAME [-p /path/to/<app-name>_manifest.yml]",
        Arguments = [new Argument("APP_NAME")],
        Options = [new Option(null, 'p', "Specify a path for file creation. If path not specified, manifest file is created in current working directory.")],
        SeeAlso = "apps, push",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var name = arguments["APP_NAME"];
        session.SayDoing("Creating an app manifest from current settings of app", name);
        var app = await session.GetAppAsync(name, cancellationToken);
        var manifest = await session.Api.ManifestAsync(app.Guid, cancellationToken);
        var file = Path.GetFullPath(arguments.Find("p") ?? $"{name}_manifest.yml", session.Settings.WorkingDirectory);
        try
        {
            await File.WriteAllTextAsync(file, manifest, cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"Error creating file: {refused.Message}");
        }
        session.Console.Line($"Manifest file created successfully at {file}");
        session.Console.Ok();
    }
}
