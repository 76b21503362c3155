using Ingot.Cli.CommandLine;
using Ingot.Cli.Organizations;

namespace Ingot.Cli.Users;

/// <summary>What giving and taking a role have in common.</summary>
internal static class RoleArguments
{
    public static readonly Argument Username = new("USERNAME");

    public static readonly Option Origin = new("origin", null, "Identity provider that knows the user");

    public static CommandDescription DescribeForOrg(string name, string summary) => new(name, summary)
    {
        Usage = $"cf {name} USERNAME ORG ROLE [--origin ORIGIN]",
        Arguments = [Username, OrganizationLookup.Org, new Argument("ROLE") { Check = RoleNames.CheckOrganizationRole }],
        Options = [Origin],
        Further = RoleNames.OfOrganizations,
        SeeAlso = "org-users, set-space-role",
    };

    public static CommandDescription DescribeForSpace(string name, string summary, string seeAlso) => new(name, summary)
    {
        Usage = $"cf {name} USERNAME ORG SPACE ROLE [--origin ORIGIN]",
        Arguments = [Username, OrganizationLookup.Org, OrganizationLookup.Space, new Argument("ROLE") { Check = RoleNames.CheckSpaceRole }],
        Options = [Origin],
        Further = RoleNames.OfSpaces,
        SeeAlso = seeAlso,
    };
}
