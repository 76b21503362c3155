using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Logins;

/// <summary>Logs in without asking anything.</summary>
internal sealed class AuthCommand : Command
{
    public override CommandDescription Description => new("auth", "Authenticate non-interactively")
    {
        Usage = "cf auth USERNAME PASSWORD\ncf auth USERNAME PASSWORD --origin ORIGIN\ncf auth CLIENT_ID CLIENT_SECRET --client-credentials\n\n"
            + "A password on the command line can be seen by others on the machine; prefer CF_PASSWORD.",
        Arguments = [new Argument("USERNAME", IsRequired: false), new Argument("PASSWORD", IsRequired: false)],
        Options =
        [
            Option.Switch("client-credentials", null, "Use (non-user) service account (also called client credentials)"),
            new Option("origin", null, "Indicates the identity provider to be used for authentication"),
        ],
        Environment = [("CF_USERNAME=user", "Who logs in, when USERNAME is not given"), ("CF_PASSWORD=password", "The password, when PASSWORD is not given")],
        SeeAlso = "api, login, target",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireApi();
        var isClient = arguments.Has("client-credentials");
        var origin = arguments.Find("origin");
        if (isClient && origin is not null)
        {
            throw UsageException.Combination("--client-credentials", "--origin");
        }
        var user = arguments.FindArgument("USERNAME") ?? session.Settings.UserName;
        var password = arguments.FindArgument("PASSWORD") ?? session.Settings.Password;
        if (string.IsNullOrEmpty(user) || string.IsNullOrEmpty(password))
        {
            throw new UsageException((string.IsNullOrEmpty(user), string.IsNullOrEmpty(password)) switch
            {
                (true, false) => "Username not provided.",
                (false, true) => "Password not provided.",
                _ => "Username and password not provided.",
            });
        }
        session.Console.Flavor($"API endpoint: {session.Config.Target}");
        session.Console.Line();
        session.Console.Line("Authenticating...");
        await Authentication.LogInAsync(session, user, password, isClient, origin, cancellationToken);
        session.Console.Ok();
        session.Console.Flavor($"Use '{"cf target"}' to view or set your target org and space.");
    }
}
