using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Http;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Replaces one instance by a new one with its index.</summary>
internal sealed class RestartAppInstanceCommand : Command
{
    public override CommandDescription Description => new("restart-app-instance", "Terminate, then instantiate an app instance")
    {
        Usage = "cf restart-app-instance APP_NAME INDEX [--process PROCESS]",
        Arguments = [AppLookup.AppName, new Argument("INDEX") { Check = Checks.Index }],
        Options = [new Option("process", null, "Process to restart") { Default = "web" }],
        SeeAlso = "restart",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var (name, index, process) = (arguments["APP_NAME"], arguments["INDEX"], arguments.Find("process") ?? "web");
        session.SayInSpace($"Restarting instance {index} of process {process} of app {name}");
        var app = await session.GetAppAsync(name, cancellationToken);
        try
        {
            await session.Api.TerminateInstanceAsync(app.Guid, process, index, cancellationToken);
        }
        catch (ApiException missing) when (missing.LacksProcess())
        {
            throw AppLookup.NoProcess(process);
        }
        catch (ApiException missing) when (missing.IsNotFound)
        {
            throw new CommandException($"Instance {index} of process {process} not found");
        }
        session.Console.Ok();
    }
}
