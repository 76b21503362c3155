using Ingot.Model.Domains;
using Ingot.Model.Organizations;
using Ingot.Model.Spaces;
using Ingot.Model.Users;

namespace Ingot.Storage;

/// <summary>What a platform has from its first start on.</summary>
public static class Seed
{
    public const string OrganizationName = "ingot";
    public const string SpaceName = "dev";
    public const string AdminUsername = "admin";

    /// <summary>
    /// Makes the admin user, the default organization and space on the first start, and the shared domain whenever it is missing.
    /// What somebody renamed or deleted since stays so.
    /// </summary>
    public static Task SeedAsync(this PlatformDb db, string domain, string adminUserGuid, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async session =>
            {
                if (await session.ScalarAsync<long>("select count(*) from domains where name = @domain", new { domain }) == 0)
                    await session.InsertAsync(new Domain { Guid = Guid.NewGuid().ToString(), Name = domain });
                if (await session.ScalarAsync<long>("select count(*) from users where guid = @adminUserGuid", new { adminUserGuid }) > 0)
                    return;
                await session.InsertAsync(new User { Guid = adminUserGuid, Username = AdminUsername, Origin = "uaa" });
                var organization = new Organization { Guid = Guid.NewGuid().ToString(), Name = OrganizationName };
                await session.InsertAsync(organization);
                await session.InsertAsync(
                    new Space { Guid = Guid.NewGuid().ToString(), Name = SpaceName, OrganizationGuid = organization.Guid }
                );
            },
            cancellationToken
        );
}
