namespace Ingot.Uaa.Users;

/// <summary>What users may do beyond the roles they hold. CF UAA "Scopes authorized by the UAA".</summary>
internal static class Scopes
{
    public const string ReadUsers = "scim.read";
    public const string WriteUsers = "scim.write";

    /// <summary>What everybody has.</summary>
    public static IReadOnlyList<string> OfUsers { get; } =
        ["openid", "uaa.user", "password.write", "cloud_controller.read", "cloud_controller.write"];

    public static IReadOnlyList<string> OfAdmin { get; } =
        [
            .. OfUsers,
            "cloud_controller.admin",
            ReadUsers,
            WriteUsers,
            "doppler.firehose",
            "network.admin",
            "network.write",
            "routing.router_groups.read",
            "routing.router_groups.write",
            "clients.read",
        ];
}
