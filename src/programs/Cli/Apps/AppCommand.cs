using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Shows an app and its instances.</summary>
internal sealed class AppCommand : Command
{
    public override CommandDescription Description => new("app", "Display health and status for an app")
    {
        Usage = "cf app APP_NAME [--guid]",
        Arguments = [AppLookup.AppName],
        Options = [Option.Switch("guid", null, "Show the app's guid and nothing else")],
        SeeAlso = "apps, events, logs, map-route, push, unmap-route",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var name = arguments["APP_NAME"];
        if (arguments.Has("guid"))
        {
            session.Console.Line((await session.GetAppAsync(name, cancellationToken)).Guid);
            return;
        }
        session.SayDoing("Showing health and status for app", name);
        session.Console.Line();
        (await AppSummary.LoadAsync(session, name, withCommands: false, cancellationToken)).Show(session.Console, session.Settings.Time, withCommands: false);
    }
}
