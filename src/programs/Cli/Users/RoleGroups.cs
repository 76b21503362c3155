using Ingot.ApiClient.Users;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Users;

/// <summary>Shows who has which role.</summary>
internal static class RoleGroups
{
    public static void RoleGroup(this CliConsole console, string title, IEnumerable<UserResource> users)
    {
        console.Line(console.Paint(title, Style.Bold));
        var named = users
            .OrderBy(user => user.PresentationName, StringComparer.Ordinal)
            .ThenBy(user => user.Origin != "uaa")
            .ThenBy(user => user.Origin, StringComparer.Ordinal)
            .Select(user => $"  {user.PresentationName} ({(string.IsNullOrEmpty(user.Origin) ? "client" : user.Origin)})");
        foreach (var line in named.DefaultIfEmpty($"  No {title} found"))
            console.Line(line);
        console.Line();
    }
}
