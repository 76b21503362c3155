using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ingot.Hosting;
using Ingot.Protocol.Controller;
using Ingot.Storage;
using Ingot.Uaa.Errors;
using Microsoft.AspNetCore.Http;

namespace Ingot.Uaa.Users;

/// <summary>Makes, lists and deletes the users who can sign in. CF UAA "Users".</summary>
internal static class UserEndpoints
{
    private const int MaximumPage = 500;
    private const int DefaultPage = 100;

    public static async Task<IResult> ListAsync(
        HttpRequest request,
        ITokenReader tokens,
        UserStore users,
        CancellationToken cancellationToken
    )
    {
        if (Refuse(BearerToken.Read(request, tokens), Scopes.ReadUsers) is { } refusal)
            return refusal;
        if (UserFilter.Parse(request.Query["filter"].ToString()) is not { } filter)
            return UaaErrors.InvalidRequest($"Invalid filter expression: [{request.Query["filter"]}]");
        var startIndex = Number(request, "startIndex", 1, int.MaxValue);
        var count = Number(request, "count", DefaultPage, MaximumPage);
        var (total, page) = await users.ListAsync(filter, startIndex, count, cancellationToken);
        return TypedResults.Json(new UserList([.. page.Select(UserJson.From)], startIndex, count, total), UsersJson.Default.UserList);
    }

    public static async Task<IResult> GetAsync(
        string guid,
        HttpRequest request,
        ITokenReader tokens,
        UserStore users,
        CancellationToken cancellationToken
    )
    {
        var caller = BearerToken.Read(request, tokens);
        if (caller?.UserGuid != guid && Refuse(caller, Scopes.ReadUsers) is { } refusal)
            return refusal;
        return await users.FindAsync(guid, cancellationToken) is { } user ? Show(user) : UaaErrors.UserNotFound(guid);
    }

    public static async Task<IResult> GetSelfAsync(
        HttpRequest request,
        ITokenReader tokens,
        UserStore users,
        CancellationToken cancellationToken
    )
    {
        if (BearerToken.Read(request, tokens) is not { } caller || await users.FindAsync(caller.UserGuid, cancellationToken) is not { } user)
            return UaaErrors.InvalidToken;
        var information = new UserInfo(user.Guid, user.Guid, user.Username, user.GivenName, user.FamilyName, user.Email);
        return TypedResults.Json(information, UserInfoJson.Default.UserInfo);
    }

    public static async Task<IResult> CreateAsync(
        HttpRequest request,
        ITokenReader tokens,
        UserStore users,
        CancellationToken cancellationToken
    )
    {
        if (Refuse(BearerToken.Read(request, tokens), Scopes.WriteUsers) is { } refusal)
            return refusal;
        if (await ReadAsync(request, UsersJson.Default.NewUser, cancellationToken) is not { UserName: { Length: > 0 } username } asked)
            return UaaErrors.InvalidUser("A username must be provided.");
        var origin = string.IsNullOrEmpty(asked.Origin) ? UaaUser.OwnOrigin : asked.Origin;
        if (origin == UaaUser.OwnOrigin && string.IsNullOrEmpty(asked.Password))
            return UaaErrors.EmptyPassword;

        var user = new UaaUser
        {
            Guid = Guid.NewGuid().ToString(),
            Username = username,
            Origin = origin,
            Email = asked.Emails is [{ Value: { } email }, ..] ? email : username,
            GivenName = asked.Name?.GivenName ?? "",
            FamilyName = asked.Name?.FamilyName ?? "",
            PasswordHash = origin == UaaUser.OwnOrigin ? PasswordHash.Of(asked.Password!) : null,
            Scopes = [.. Scopes.OfUsers],
        };
        try
        {
            await users.AddAsync(user, cancellationToken);
        }
        catch (UniqueViolationException)
        {
            return UaaErrors.UserExists(username);
        }

        return TypedResults.Json(UserJson.From(user), UsersJson.Default.UserJson, statusCode: StatusCodes.Status201Created);
    }

    public static async Task<IResult> ChangePasswordAsync(
        string guid,
        HttpRequest request,
        ITokenReader tokens,
        UserStore users,
        AdminAccount admin,
        SignIn signIn,
        CancellationToken cancellationToken
    )
    {
        var caller = BearerToken.Read(request, tokens);
        if (caller?.UserGuid != guid && Refuse(caller, Scopes.WriteUsers) is { } refusal)
            return refusal;
        if (await users.FindAsync(guid, cancellationToken) is not { PasswordHash: not null } user)
            return UaaErrors.UserNotFound(guid);
        if (await ReadAsync(request, UsersJson.Default.NewPassword, cancellationToken) is not { Password: { Length: > 0 } password } asked)
            return UaaErrors.EmptyPassword;
        if (caller?.UserGuid == guid && !await signIn.MatchesAsync(user, asked.OldPassword ?? "", cancellationToken))
            return UaaErrors.BadCredentials;

        if (guid == AdminAccount.UserGuid)
            await admin.SetPasswordAsync(password, cancellationToken);
        else
            await users.SetPasswordAsync(guid, PasswordHash.Of(password), cancellationToken);
        return TypedResults.Json(new PasswordChanged("ok", "password updated"), UsersJson.Default.PasswordChanged);
    }

    public static async Task<IResult> DeleteAsync(
        string guid,
        HttpRequest request,
        ITokenReader tokens,
        UserStore users,
        CancellationToken cancellationToken
    )
    {
        if (Refuse(BearerToken.Read(request, tokens), Scopes.WriteUsers) is { } refusal)
            return refusal;
        if (guid == AdminAccount.UserGuid)
            return UaaErrors.InvalidUser("The admin cannot be deleted: nobody could administer the platform without it.");
        if (await users.FindAsync(guid, cancellationToken) is not { } user)
            return UaaErrors.UserNotFound(guid);
        await users.DeleteAsync(guid, cancellationToken);
        return Show(user);
    }

    private static IResult Show(UaaUser user) => TypedResults.Json(UserJson.From(user), UsersJson.Default.UserJson);

    /// <summary>Why the caller may not, or null when they may.</summary>
    private static IResult? Refuse(Caller? caller, string scope) =>
        caller switch
        {
            null => UaaErrors.InvalidToken,
            _ when !caller.Scopes.Contains(scope) => UaaErrors.InsufficientScope,
            _ => null,
        };

    /// <summary>The body, or null when it is no JSON of that shape.</summary>
    private static async Task<T?> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int Number(HttpRequest request, string name, int otherwise, int maximum) =>
        int.TryParse(request.Query[name], out var value) ? Math.Clamp(value, 1, maximum) : otherwise;
}
