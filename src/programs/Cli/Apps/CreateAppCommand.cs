using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Http;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Makes an app that has no files yet.</summary>
internal sealed class CreateAppCommand : Command
{
    public override CommandDescription Description => new("create-app", "Create an Application in the target space")
    {
        Usage = "cf create-app APP_NAME",
        Arguments = [AppLookup.AppName],
        SeeAlso = "app, apps, push",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var name = arguments["APP_NAME"];
        session.SayInSpace($"Creating app {name}");
        try
        {
            await session.Api.CreateAppAsync(name, session.Space.Guid, cancellationToken);
        }
        catch (ApiException taken) when (taken.Says("already exists"))
        {
            session.Console.Line(taken.Message);
        }
        session.Console.Ok();
    }
}
