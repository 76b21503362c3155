using Ingot.ApiClient.Organizations;
using Ingot.ApiClient.Platform;
using Ingot.Cli.Configuration;
using Ingot.Cli.Organizations;
using Ingot.Cli.Sessions;

namespace Ingot.Cli.Logins;

/// <summary>Choosing the platform, the organization and the space.</summary>
internal static class Targeting
{
    public const string InsecureWarning = "Warning: Insecure http API endpoint detected: secure https API endpoints are recommended";

    public static bool IsInsecure(string url) => url.StartsWith("http:", StringComparison.Ordinal);

    /// <summary>Asks the platform for its addresses and remembers them; whoever was logged in no longer is.</summary>
    public static async Task TargetApiAsync(Session session, string url, bool skipCertificateCheck, CancellationToken cancellationToken)
    {
        using var api = session.Connect(url, skipCertificateCheck);
        session.File.Values.ForgetTokens();
        var root = await api.RootAsync(cancellationToken);
        var config = session.Config;
        config.Target = url;
        config.ApiVersion = root.ApiVersion;
        config.AuthorizationEndpoint = root.Link("login");
        config.UaaEndpoint = root.Link("uaa");
        config.DopplerEndPoint = root.Link("logging");
        config.LogCacheEndPoint = root.Link("log_cache");
        config.RoutingApiEndpoint = root.Link("routing");
        config.NetworkPolicyV1Endpoint = root.Link("network_policy_v1");
        config.SslDisabled = skipCertificateCheck;
        config.MinCliVersion = "";
        config.CfOnK8s = new KubernetesConfig();
        config.ForgetTarget();
        session.Disconnect();
    }

    public static async Task TargetOrganizationAsync(Session session, string name, CancellationToken cancellationToken) =>
        TargetOrganization(session, await session.GetOrganizationAsync(name, cancellationToken));

    public static void TargetOrganization(Session session, NamedResource organization)
    {
        session.Config.OrganizationFields = new TargetConfig { Guid = organization.Guid, Name = organization.Name };
        session.Config.SpaceFields = new SpaceConfig();
    }

    public static async Task TargetSpaceAsync(Session session, string name, CancellationToken cancellationToken) =>
        TargetSpace(session, await session.GetSpaceAsync(name, session.Organization.Guid, cancellationToken));

    public static void TargetSpace(Session session, NamedResource space) =>
        session.Config.SpaceFields = new SpaceConfig { Guid = space.Guid, Name = space.Name, AllowSsh = true };

    public static void SayNotLoggedIn(Session session) => session.Console.Flavor($"Not logged in. Use '{"cf login"}' or '{"cf login --sso"}' to log in.");
}
