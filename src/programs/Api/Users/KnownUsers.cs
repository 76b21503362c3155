using Ingot.Api.Http;
using Ingot.Model.Users;
using Ingot.Storage;

namespace Ingot.Api.Users;

/// <summary>Brings people who can sign in to the API's knowledge: it has a row for somebody once they were registered or given a role.</summary>
internal static class KnownUsers
{
    /// <summary>Everybody with this guid, or with this name and origin, who can sign in or is known already as the admin is.</summary>
    private const string SignIns = """
        select guid, username, origin from (select guid, username, origin from uaa_users union select guid, username, origin from users)
        where (@guid is not null and guid = @guid)
            or (@guid is null and lower(username) = lower(@username) and (@origin is null or origin = @origin))
        order by origin
        """;

    /// <summary>The API's row of somebody who can sign in, made when there is none yet.</summary>
    public static async Task<User> GetOrAddUserAsync(this DbSession session, string? guid, string? username, string? origin)
    {
        var user = await session.GetSignInAsync(guid, username, origin);
        if (await session.FindAsync<User>(user.Guid) is { } known)
            return known;
        await session.InsertAsync(user);
        return user;
    }

    /// <summary>The only one who can sign in as named, in the shape of a row that is not stored yet.</summary>
    public static async Task<User> GetSignInAsync(this DbSession session, string? guid, string? username, string? origin)
    {
        var found = await session.QueryAsync<User>(SignIns, new { guid, username, origin });
        return found switch
        {
            [var only] => only,
            [] => throw Errors.Unprocessable.With($"No user exists with the {Describe(guid, username, origin)}."),
            _ => throw Errors.Unprocessable.With(
                $"Ambiguous user. User with username '{username}' exists in the following origins: "
                    + $"{string.Join(", ", found.Select(user => user.Origin))}. Specify an origin to disambiguate."
            ),
        };
    }

    private static string Describe(string? guid, string? username, string? origin) =>
        (guid, origin) switch
        {
            (not null, _) => $"guid '{guid}'",
            (_, null) => $"username '{username}'",
            _ => $"username '{username}' and origin '{origin}'",
        };
}
