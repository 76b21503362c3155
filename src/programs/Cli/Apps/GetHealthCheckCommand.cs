using Ingot.ApiClient.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Apps;

/// <summary>Shows how the platform finds out whether an app's instances are well.</summary>
internal sealed class GetHealthCheckCommand : Command
{
    public override CommandDescription Description => new("get-health-check", "Show the type of health check performed on an app")
    {
        Usage = "cf get-health-check APP_NAME",
        Arguments = [AppLookup.AppName],
        SeeAlso = "set-health-check",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var name = arguments["APP_NAME"];
        session.SayInSpace($"Getting health check type for app {name}");
        var app = await session.GetAppAsync(name, cancellationToken);
        var processes = await session.Api.ProcessesAsync(app.Guid, cancellationToken);
        session.Console.Line();
        session.Console.Table(
        [
            ["process", "health check", "endpoint (for http)", "invocation timeout"],
            .. processes.InOrder().Select(process => new[]
            {
                process.Type, process.HealthCheck?.Type ?? "", process.HealthCheck?.Data?.Endpoint ?? "", $"{process.HealthCheck?.Data?.InvocationTimeout ?? 1}",
            }),
        ]);
    }
}
