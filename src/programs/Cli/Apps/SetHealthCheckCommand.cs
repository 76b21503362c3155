using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Http;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Says how the platform finds out whether an instance is well.</summary>
internal sealed class SetHealthCheckCommand : Command
{
    private const string DefaultEndpoint = "/";

    public override CommandDescription Description => new("set-health-check", "Change type of health check performed on an app's process")
    {
        Usage = "cf set-health-check APP_NAME (process | port | http [--endpoint PATH]) [--process PROCESS] [--invocation-timeout INVOCATION_TIMEOUT]",
        Examples = "cf set-health-check worker-app process --process worker\ncf set-health-check my-web-app http --endpoint /foo\ncf set-health-check my-web-app http --invocation-timeout 10",
        Arguments = [AppLookup.AppName, new Argument("HEALTH_CHECK_TYPE") { Check = Checks.CurrentHealthCheckType }],
        Options =
        [
            new Option("endpoint", null, "Path on the app") { Default = DefaultEndpoint },
            new Option("invocation-timeout", null, "Time (in seconds) that controls individual health check invocations") { Check = Checks.Positive },
            new Option("process", null, "App process to update") { Default = "web" },
        ],
        SeeAlso = "get-health-check",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var (name, type, process) = (arguments["APP_NAME"], arguments["HEALTH_CHECK_TYPE"].ToLowerInvariant(), arguments.Find("process") ?? "web");
        session.SayInSpace($"Updating health check type for app {name} process {process}");
        session.Console.Line();
        var app = await session.GetAppAsync(name, cancellationToken);
        var endpoint = arguments.Find("endpoint") ?? DefaultEndpoint;
        if (type != "http" && endpoint != DefaultEndpoint)
            throw new CommandException("Health check type must be 'http' to set a health check HTTP endpoint.");
        var data = new HealthCheckDataResource { Endpoint = type == "http" ? endpoint : null, InvocationTimeout = arguments.Number("invocation-timeout") };
        try
        {
            await session.Api.SetHealthCheckAsync(app.Guid, process, new HealthCheckResource { Type = type, Data = data }, cancellationToken);
        }
        catch (ApiException missing) when (missing.LacksProcess())
        {
            throw AppLookup.NoProcess(process);
        }
        session.Console.Ok();
        if (app.IsStarted)
            session.Console.Line("TIP: An app restart is required for the change to take effect.");
    }
}
