using Ingot.Model.Apps;
using Ingot.Model.Domains;
using Ingot.Model.Organizations;
using Ingot.Model.Processes;
using Ingot.Model.Routes;
using Ingot.Model.Spaces;
using Ingot.Model.Users;

namespace Ingot.Api.Http;

/// <summary>The words for a name that is taken. The official client compares them to tell what exists from what failed.</summary>
internal static class Taken
{
    public static string Describe(object? row) =>
        row switch
        {
            Organization organization => $"Organization '{organization.Name}' already exists.",
            Space => "Name must be unique per organization",
            App app => $"App with the name '{app.Name}' already exists.",
            AppProcess process => $"Process type '{process.Type}' already exists.",
            Domain domain => $"The domain name \"{domain.Name}\" is already in use",
            User user => $"User with guid '{user.Guid}' already exists.",
            Route => "Route already exists",
            _ => "The resource already exists",
        };
}
