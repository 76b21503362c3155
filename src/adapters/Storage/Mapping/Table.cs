using System.Text.Json;
using Ingot.Model.Apps;
using Ingot.Model.AuditEvents;
using Ingot.Model.Builds;
using Ingot.Model.Deployments;
using Ingot.Model.Domains;
using Ingot.Model.Droplets;
using Ingot.Model.Jobs;
using Ingot.Model.Organizations;
using Ingot.Model.Packages;
using Ingot.Model.Processes;
using Ingot.Model.Revisions;
using Ingot.Model.Roles;
using Ingot.Model.Routes;
using Ingot.Model.Sidecars;
using Ingot.Model.Spaces;
using Ingot.Model.Users;

namespace Ingot.Storage.Mapping;

/// <summary>The table a row type lives in, and the statements on one row of it. Columns are the row's members in snake case.</summary>
internal static class Table<TRow>
{
    private static readonly string[] Members = [.. typeof(TRow).GetProperties().Select(property => property.Name)];

    private static readonly string KeyMember = typeof(TRow) == typeof(ProcessVersion) ? nameof(ProcessVersion.Version) : "Guid";

    public static string Name { get; } = Tables.NameOf(typeof(TRow));

    public static string Key { get; } = Column(KeyMember);

    public static string Insert { get; } =
        $"insert into {Name} ({string.Join(", ", Members.Select(Column))}) values ({string.Join(", ", Members.Select(name => "@" + name))})";

    public static string Update { get; } =
        $"update {Name} set {string.Join(", ", Members.Where(name => name != KeyMember).Select(name => $"{Column(name)} = @{name}"))} where {Key} = @{KeyMember}";

    public static string Find { get; } = $"select * from {Name} where {Key} = @key";

    public static string Delete { get; } = $"delete from {Name} where {Key} = @key";

    private static string Column(string member) => $"\"{JsonNamingPolicy.SnakeCaseLower.ConvertName(member)}\"";
}

/// <summary>Which table holds which rows.</summary>
internal static class Tables
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(Organization)] = "organizations",
        [typeof(Space)] = "spaces",
        [typeof(User)] = "users",
        [typeof(Role)] = "roles",
        [typeof(App)] = "apps",
        [typeof(AppProcess)] = "processes",
        [typeof(ProcessVersion)] = "process_versions",
        [typeof(Sidecar)] = "sidecars",
        [typeof(Package)] = "packages",
        [typeof(Build)] = "builds",
        [typeof(Droplet)] = "droplets",
        [typeof(Deployment)] = "deployments",
        [typeof(Revision)] = "revisions",
        [typeof(Domain)] = "domains",
        [typeof(Route)] = "routes",
        [typeof(Destination)] = "destinations",
        [typeof(Job)] = "jobs",
        [typeof(AuditEvent)] = "audit_events",
    };

    public static string NameOf(Type row) => Names[row];
}
