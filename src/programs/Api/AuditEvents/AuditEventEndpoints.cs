using System.Text.Json;
using System.Text.Json.Serialization;
using Ingot.Api.Resources;
using Ingot.Model.AuditEvents;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.AuditEvents;

/// <summary>What happened. CF v3 "Audit events".</summary>
internal static class AuditEventEndpoints
{
    public static void MapAuditEvents(this IEndpointRouteBuilder v3)
    {
        v3.MapList(Description);
        v3.MapShow(Description);
    }

    private static ResourceDescription<AuditEvent, AuditEventJson> Description { get; } =
        new()
        {
            Name = "Event",
            Plural = "audit_events",
            VisibleTo = """
                r.space_guid in (select space_guid from roles where user_guid = @caller
                                 and type in ('space_developer', 'space_auditor', 'space_supporter'))
                or r.organization_guid in (select organization_guid from roles where user_guid = @caller and type = 'organization_auditor')
                """,
            PresentAsync = ResourceDescription<AuditEvent, AuditEventJson>.Each((row, presentation) => AuditEventJson.Of(row, presentation.Links)),
            Filters =
            [
                Filter.In("types", "r.type"),
                Filter.In("target_guids", "r.target_guid"),
                new Filter("target_guids[not]", "r.target_guid not in @values"),
                Filter.In("space_guids", "r.space_guid"),
                Filter.In("organization_guids", "r.organization_guid"),
            ],
        };
}

/// <summary>An event as clients see it.</summary>
internal sealed record AuditEventJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Type,
    PartyJson Actor,
    PartyJson Target,
    JsonElement Data,
    GuidJson? Space,
    GuidJson? Organization,
    Dictionary<string, LinkJson> Links
)
{
    public static AuditEventJson Of(AuditEvent row, Links links) =>
        new(
            row.Guid,
            row.CreatedAt,
            row.UpdatedAt,
            row.Type,
            new PartyJson(row.ActorGuid, row.ActorType, row.ActorName),
            new PartyJson(row.TargetGuid, row.TargetType, row.TargetName),
            JsonElement.Parse(row.Data),
            row.SpaceGuid is null ? null : new GuidJson(row.SpaceGuid),
            row.OrganizationGuid is null ? null : new GuidJson(row.OrganizationGuid),
            links.Of($"/v3/audit_events/{row.Guid}")
        );
}

/// <summary>Somebody or something in an event.</summary>
internal sealed record PartyJson(string Guid, string Type, string Name);

[JsonSerializable(typeof(AuditEventJson))]
[JsonSerializable(typeof(ListJson<AuditEventJson>))]
internal sealed partial class AuditEventJsonContext : JsonSerializerContext;
