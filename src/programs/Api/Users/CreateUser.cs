using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Users;

namespace Ingot.Api.Users;

/// <summary>The body of <c>POST /v3/users</c>: somebody who can sign in, by guid or by name and origin.</summary>
internal sealed record CreateUserBody : Body
{
    public string? Guid { get; init; }
    public string? Username { get; init; }
    public string? Origin { get; init; }
    public MetadataBody? Metadata { get; init; }

    protected override void Check(Faults faults)
    {
        faults.AddIf(Guid is null && (Username is null || Origin is null), "Either 'guid' or both 'username' and 'origin' must be given");
        faults.AddIf(Guid is not null && (Username is not null || Origin is not null), "Field 'guid' cannot go with 'username' or 'origin'");
        Metadata?.CheckAll(faults);
    }
}

/// <summary>Makes the API know somebody who can sign in.</summary>
internal static class CreateUser
{
    public static Task<User> CreateAsync(ApiRequest request, CreateUserBody body) =>
        request.WriteAsync(async session =>
        {
            request.Caller.RequireAdmin();
            var user = await session.GetSignInAsync(body.Guid, body.Username, body.Origin);
            body.Metadata?.MergeInto(user);
            await session.InsertAsync(user);
            return user;
        });
}
