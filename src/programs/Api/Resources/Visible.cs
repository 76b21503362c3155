using Ingot.Api.Http;
using Ingot.Protocol.Controller;

namespace Ingot.Api.Resources;

/// <summary>
/// Which rows a caller may read, as SQL on the caller's roles. Members of a space see what is in it, organization managers what is in
/// all its spaces. An unreadable row is absent, so nobody has to think of 404.
/// </summary>
internal static class Visible
{
    public const string ToEverybody = "1 = 1";

    private const string Spaces = """
        (select space_guid from roles where user_guid = @caller and space_guid is not null
         union select s.guid from spaces s join roles o on o.organization_guid = s.organization_guid
               where o.user_guid = @caller and o.type = 'organization_manager')
        """;

    private const string Organizations = """
        (select organization_guid from roles where user_guid = @caller and organization_guid is not null
         union select s.organization_guid from spaces s join roles m on m.space_guid = s.guid where m.user_guid = @caller)
        """;

    /// <summary>Rows of an organization one belongs to, itself or through a space.</summary>
    public static string InOrganization(string column) => $"{column} in {Organizations}";

    public static string InSpace(string column) => $"{column} in {Spaces}";

    /// <summary>Rows of an app in a space one may read.</summary>
    public static string OfApp(string column) => $"{column} in (select guid from apps where space_guid in {Spaces})";

    /// <summary>The condition for this caller.</summary>
    public static string Rows(string visibleTo, Caller caller) => caller.SeesEverything() ? ToEverybody : $"({visibleTo})";
}
