using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Logins;

/// <summary>Sets or shows which platform is targeted.</summary>
internal sealed class ApiCommand : Command
{
    public override CommandDescription Description => new("api", "Set or view target api url")
    {
        Usage = "cf api [URL]",
        Arguments = [new Argument("URL", IsRequired: false)],
        Options =
        [
            Option.Switch("skip-ssl-validation", null, "Skip verification of the API endpoint. Not recommended!"),
            Option.Switch("unset", null, "Remove all api endpoint targeting"),
        ],
        SeeAlso = "auth, login, target",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        var console = session.Console;
        if (arguments.Has("unset"))
        {
            console.Line("Unsetting API endpoint...");
            session.File.Reset();
            console.Ok();
            return;
        }
        if (arguments.FindArgument("URL") is { } given)
        {
            console.Flavor($"Setting API endpoint to {given}...");
            var url = given.StartsWith("http", StringComparison.Ordinal) ? given : $"https://{given}";
            await Targeting.TargetApiAsync(session, url, arguments.Has("skip-ssl-validation"), cancellationToken);
            if (Targeting.IsInsecure(url))
            {
                console.Line(Targeting.InsecureWarning);
            }
            console.Ok();
        }
        else if (session.Config.Target.Length == 0)
        {
            console.Line("No API endpoint set. Use 'cf api' to set an endpoint");
            return;
        }
        console.KeyValues(("API endpoint:", session.Config.Target), ("API version:", session.Config.ApiVersion));
        if (session.UserName.Length == 0)
        {
            console.Line();
            Targeting.SayNotLoggedIn(session);
        }
    }
}
