using Ingot.ApiClient.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Takes a variable out of an app's environment.</summary>
internal sealed class UnsetEnvCommand : Command
{
    public override CommandDescription Description => new("unset-env", "Remove an env variable from an app")
    {
        Alias = "ue",
        Usage = "cf unset-env APP_NAME ENV_VAR_NAME",
        Arguments = [AppLookup.AppName, new Argument("ENV_VAR_NAME")],
        SeeAlso = "apps, env, restart, set-env",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var (name, variable) = (arguments["APP_NAME"], arguments["ENV_VAR_NAME"]);
        session.SayInSpace($"Removing env variable {variable} from app {name}");
        var app = await session.GetAppAsync(name, cancellationToken);
        if (!(await session.Api.EnvironmentAsync(app.Guid, cancellationToken)).EnvironmentVariables.ContainsKey(variable))
        {
            session.Console.Line($"Env variable {variable} was not set.");
            session.Console.Ok();
            return;
        }
        await session.Api.SetVariableAsync(app.Guid, variable, value: null, cancellationToken);
        session.Console.Ok();
        session.Console.Line($"TIP: Use 'cf restage {name}' to ensure your env variable changes take effect.");
    }
}
