using Ingot.ApiClient.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Stops an app.</summary>
internal sealed class StopCommand : Command
{
    public override CommandDescription Description => new("stop", "Stop an app")
    {
        Alias = "sp",
        Usage = "cf stop APP_NAME",
        Arguments = [AppLookup.AppName],
        SeeAlso = "restart, scale, start",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var app = await session.GetAppAsync(arguments["APP_NAME"], cancellationToken);
        if (!app.IsStarted)
        {
            session.Console.Flavor($"App {app.Name} is already stopped.");
            session.Console.Ok();
            return;
        }
        session.SayDoing("Stopping app", app.Name);
        await session.Api.ActAsync(app.Guid, "stop", cancellationToken);
        session.Console.Ok();
    }
}
