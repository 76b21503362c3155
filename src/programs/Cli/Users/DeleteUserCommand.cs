using Ingot.ApiClient.Users;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Failures;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Users;

/// <summary>Takes somebody's roles and sign-in away.</summary>
internal sealed class DeleteUserCommand : Command
{
    public override CommandDescription Description => new("delete-user", "Delete a user")
    {
        Usage = "cf delete-user USERNAME [-f] [--origin ORIGIN]",
        Arguments = [RoleArguments.Username],
        Options = [OrganizationLookup.Force, RoleArguments.Origin],
        SeeAlso = "org-users",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireLogin();
        var (console, username, origin) = (session.Console, arguments["USERNAME"], arguments.Find("origin"));
        if (!arguments.Has("f") && !console.Confirm($"Really delete the user {username}?"))
        {
            console.Line($"User '{username}' has not been deleted.");
            console.Ok();
            return;
        }
        session.SayAs($"Deleting user {username}");
        var found = await session.Api.Uaa.SignInsAsync(username, origin, cancellationToken);
        if (found.Count > 1)
            throw new CommandException($"The username '{username}' is found in multiple origins: {string.Join(", ", found.Select(user => user.Origin))}.");
        if (found is [var user])
        {
            await session.Api.ForgetUserAsync(user.Guid, cancellationToken);
            await session.Api.Uaa.DeleteSignInAsync(user.Guid, cancellationToken);
        }
        else
        {
            console.Line(origin is null ? $"User '{username}' does not exist." : $"User '{username}' with origin '{origin}' does not exist.");
        }
        console.Ok();
    }
}
