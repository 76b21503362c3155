using Ingot.Protocol.Controller;
using Ingot.Uaa.Keys;
using Ingot.Uaa.Login;
using Ingot.Uaa.Tokens;
using Ingot.Uaa.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ingot.Uaa;

/// <summary>
/// Who users are: their passwords, the tokens they get for them and who may read those. CF "UAA API", the part its clients use.
/// Needs <c>PlatformDb</c>, <c>DataDirectory</c> and <c>PlatformAddress</c> in the container.
/// </summary>
public static class UaaModule
{
    /// <summary>Guid of the admin user, the same on every platform.</summary>
    public const string AdminUserGuid = AdminAccount.UserGuid;

    public static IServiceCollection AddUaa(this IServiceCollection services, UaaOptions? options = null)
    {
        services.AddSingleton(options ?? new UaaOptions());
        services.AddSingleton<SigningKey>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<TokenReader>();
        services.AddSingleton<ITokenReader>(provider => provider.GetRequiredService<TokenReader>());
        services.AddSingleton<UserStore>();
        services.AddSingleton<AdminAccount>();
        services.AddSingleton<SignIn>();
        services.AddHostedService<FirstStart>();
        return services;
    }

    /// <summary>Maps everything under <c>/uaa</c>.</summary>
    public static void MapUaa(this IEndpointRouteBuilder endpoints)
    {
        var uaa = endpoints.MapGroup("/uaa");
        uaa.MapGet("/login", LoginEndpoint.Get);
        uaa.MapGet("/token_key", KeyEndpoints.GetKey);
        uaa.MapGet("/token_keys", KeyEndpoints.GetKeys);
        uaa.MapGet("/.well-known/openid-configuration", ConfigurationEndpoint.Get);
        uaa.MapPost("/oauth/token", TokenEndpoint.PostAsync);
        uaa.MapDelete("/oauth/token/revoke/{jti}", TokenEndpoint.Revoke);
        uaa.MapPost("/check_token", CheckTokenEndpoint.PostAsync);
        uaa.MapGet("/userinfo", UserEndpoints.GetSelfAsync);
        uaa.MapGet("/Users", UserEndpoints.ListAsync);
        uaa.MapGet("/Users/{guid}", UserEndpoints.GetAsync);
        uaa.MapPost("/Users", UserEndpoints.CreateAsync);
        uaa.MapPut("/Users/{guid}/password", UserEndpoints.ChangePasswordAsync);
        uaa.MapDelete("/Users/{guid}", UserEndpoints.DeleteAsync);
    }
}
