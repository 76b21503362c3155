using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Starts a stopped app.</summary>
internal sealed class StartCommand : Command
{
    public override CommandDescription Description => new("start", "Start an app")
    {
        Alias = "st",
        Usage = "cf start APP_NAME\n\nWhat was pushed and not staged yet is staged first.",
        Arguments = [AppLookup.AppName],
        Environment = [AppLookup.StagingTimeout, AppLookup.StartupTimeout],
        SeeAlso = "apps, logs, restart, run-task, scale, ssh, stop",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var app = await session.GetAppAsync(arguments["APP_NAME"], cancellationToken);
        if (app.IsStarted)
        {
            session.SayDoing("Starting app", app.Name);
            session.Console.Line();
            session.Console.Line($"App '{app.Name}' is already started.");
            session.Console.Ok();
            return;
        }
        var package = await Starting.FindUnstagedPackageAsync(session, app.Guid, cancellationToken);
        await Starting.RunAsync(session, app, "Starting", package, untilFirst: false, cancellationToken);
    }
}
