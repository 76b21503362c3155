using Ingot.ApiClient.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Gives an app another name; its routes stay.</summary>
internal sealed class RenameCommand : Command
{
    public override CommandDescription Description => new("rename", "Rename an app")
    {
        Usage = "cf rename APP_NAME NEW_APP_NAME",
        Arguments = [AppLookup.AppName, new Argument("NEW_APP_NAME")],
        SeeAlso = "apps, delete",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var (name, newName) = (arguments["APP_NAME"], arguments["NEW_APP_NAME"]);
        session.SayInSpace($"Renaming app {name} to {newName}");
        var app = await session.GetAppAsync(name, cancellationToken);
        await session.Api.RenameAppAsync(app.Guid, newName, cancellationToken);
        session.Console.Ok();
    }
}
