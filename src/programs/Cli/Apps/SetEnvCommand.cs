using Ingot.ApiClient.Apps;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Apps;

/// <summary>Sets a variable of an app's environment.</summary>
internal sealed class SetEnvCommand : Command
{
    public override CommandDescription Description => new("set-env", "Set an env variable for an app")
    {
        Alias = "se",
        Usage = "cf set-env APP_NAME ENV_VAR_NAME ENV_VAR_VALUE",
        Arguments = [AppLookup.AppName, new Argument("ENV_VAR_NAME"), new Argument("ENV_VAR_VALUE")],
        TakesUnknownOptions = true,
        SeeAlso = "apps, env, restart, unset-env",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var (name, variable) = (arguments["APP_NAME"], arguments["ENV_VAR_NAME"]);
        session.SayInSpace($"Setting env variable {variable} for app {name}");
        var app = await session.GetAppAsync(name, cancellationToken);
        await session.Api.SetVariableAsync(app.Guid, variable, arguments["ENV_VAR_VALUE"], cancellationToken);
        session.Console.Ok();
        session.Console.Line($"TIP: Use 'cf restage {name}' to ensure your env variable changes take effect.");
    }
}
