using Ingot.ApiClient.Http;
using Ingot.ApiClient.Users;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Users;

/// <summary>Makes somebody who can sign in.</summary>
internal sealed class CreateUserCommand : Command
{
    private const string OwnOrigin = "uaa";

    public override CommandDescription Description => new("create-user", "Create a new user")
    {
        Usage = "cf create-user USERNAME PASSWORD\ncf create-user USERNAME --password-prompt\ncf create-user USERNAME [--origin ORIGIN]",
        Arguments = [RoleArguments.Username, new Argument("PASSWORD", IsRequired: false)],
        Options = [RoleArguments.Origin, Option.Switch("password-prompt", null, "Prompt interactively for password")],
        SeeAlso = "set-org-role, set-space-role",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        var (console, username, origin) = (session.Console, arguments["USERNAME"], arguments.Find("origin") ?? OwnOrigin);
        var password = arguments.FindArgument("PASSWORD");
        if (password is null && origin.Equals(OwnOrigin, StringComparison.OrdinalIgnoreCase) && !arguments.Has("password-prompt"))
            throw new UsageException("Incorrect Usage: the required argument `PASSWORD` was not provided");
        session.RequireLogin();
        var known = (await session.Api.Uaa.SignInsAsync(username, origin, cancellationToken)).Count > 0;
        if (!known && arguments.Has("password-prompt"))
            password = console.Ask("Password", isSecret: true);
        console.Flavor($"Creating user {username}...");
        if (known || !await CreateAsync(session, username, password ?? "", origin, cancellationToken))
        {
            console.Warning($"User '{username}' already exists.");
            console.Ok();
            return;
        }
        console.Ok();
        console.Line("TIP: Assign roles with 'cf set-org-role' and 'cf set-space-role'.");
    }

    private static async Task<bool> CreateAsync(Session session, string username, string password, string origin, CancellationToken cancellationToken)
    {
        try
        {
            var user = await session.Api.Uaa.CreateSignInAsync(username, password, origin, cancellationToken);
            await session.Api.RegisterUserAsync(user.Guid, cancellationToken);
            return true;
        }
        catch (UaaException taken) when (taken.Status == System.Net.HttpStatusCode.Conflict)
        {
            return false;
        }
    }
}
