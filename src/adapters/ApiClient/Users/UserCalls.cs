using Ingot.ApiClient.Http;
using Ingot.ApiClient.Jobs;

namespace Ingot.ApiClient.Users;

/// <summary>Somebody who may hold roles.</summary>
public sealed record UserResource
{
    public required string Guid { get; init; }
    public string? PresentationName { get; init; }
    public string? Origin { get; init; }
}

/// <summary>Requests about users as the API knows them.</summary>
public static class UserCalls
{
    /// <param name="origin">The identity provider, or null for all.</param>
    public static Task<List<UserResource>> UsersAsync(this ApiConnection api, string username, string? origin, CancellationToken cancellationToken) =>
        api.ListAsync(
            $"/v3/users?usernames={Filter.Value(username)}{(origin is null ? "" : $"&origins={Filter.Value(origin)}")}", UserJson.Default.ListResourceUserResource, cancellationToken);

    /// <summary>Makes the API know somebody who can sign in.</summary>
    public static Task RegisterUserAsync(this ApiConnection api, string guid, CancellationToken cancellationToken) =>
        api.PostAsync("/v3/users", new GuidResource { Guid = guid }, UserJson.Default.GuidResource, cancellationToken);

    /// <summary>Takes away what somebody may do; one the API has never met is as good as deleted.</summary>
    public static async Task ForgetUserAsync(this ApiConnection api, string guid, CancellationToken cancellationToken)
    {
        try
        {
            await api.DeleteAsync($"/v3/users/{guid}", cancellationToken);
        }
        catch (ApiException unknown) when (unknown.IsNotFound)
        {
            // Nothing to take away.
        }
    }
}
