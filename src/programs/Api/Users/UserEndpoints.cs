using System.Text.Json.Serialization;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Users;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Users;

/// <summary>Users as the API knows them. CF v3 "Users".</summary>
internal static class UserEndpoints
{
    /// <summary>Those who share an organization with the caller, and the caller.</summary>
    private const string Colleagues = """
        r.guid = @caller or r.guid in (
            select u.user_guid from roles u where u.organization_guid in (
                select organization_guid from roles where user_guid = @caller and organization_guid is not null))
        """;

    private static ResourceDescription<User, UserJson> Description { get; } =
        new()
        {
            Name = "User",
            Plural = "users",
            VisibleTo = Colleagues,
            PresentAsync = ResourceDescription<User, UserJson>.Each((row, presentation) => UserJson.Of(row, presentation.Links)),
            Filters = [Filter.In("usernames", "r.username"), Filter.In("origins", "r.origin")],
        };

    public static void MapUsers(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
        v3.MapPost("/users", Create);
        v3.MapDelete(Description, RequireDeletableAsync);
    }

    private static async Task<Created<UserJson>> Create(ApiRequest request)
    {
        var user = await CreateUser.CreateAsync(request, await request.BodyAsync<CreateUserBody>());
        return TypedResults.Created((string?)null, UserJson.Of(user, new Links(request.Address)));
    }

    /// <summary>The user's roles go with the row; whether they can still sign in is the UAA's business, which clients ask next.</summary>
    private static Task RequireDeletableAsync(DbSession session, Caller caller, User user)
    {
        caller.RequireAdmin();
        return user is { Username: Seed.AdminUsername, Origin: "uaa" }
            ? throw Errors.Unprocessable.With($"User '{user.Username}' cannot be deleted: nobody could administer the platform without it.")
            : Task.CompletedTask;
    }
}

/// <summary>A user as clients see it. CF v3 "The user object".</summary>
internal sealed record UserJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Username,
    string PresentationName,
    string Origin,
    MetadataJson Metadata,
    Dictionary<string, LinkJson> Links
)
{
    public static UserJson Of(User user, Links links) =>
        new(
            user.Guid,
            user.CreatedAt,
            user.UpdatedAt,
            user.Username,
            user.Username,
            user.Origin,
            MetadataJson.Of(user),
            links.Of($"/v3/users/{user.Guid}")
        );
}

[JsonSerializable(typeof(UserJson))]
[JsonSerializable(typeof(ListJson<UserJson>))]
[JsonSerializable(typeof(CreateUserBody))]
internal sealed partial class UserJsonContext : JsonSerializerContext;
