using System.Text.Json.Serialization;
using Ingot.Api.Resources;
using Ingot.Model.Revisions;

namespace Ingot.Api.Revisions;

/// <summary>A revision as clients see it. CF v3 "The revision object".</summary>
internal sealed record RevisionJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version,
    GuidJson Droplet,
    IReadOnlyDictionary<string, CommandJson> Processes,
    IReadOnlyList<GuidJson> Sidecars,
    string Description,
    bool Deployable,
    AppRelationshipJson Relationships,
    MetadataJson Metadata,
    Dictionary<string, LinkJson> Links
)
{
    /// <summary>Sidecars do not run, so none has run.</summary>
    public static RevisionJson Of(Revision revision, bool isDeployable, Links links)
    {
        var addresses = links.Of($"/v3/revisions/{revision.Guid}", "environment_variables");
        addresses["app"] = links.To($"/v3/apps/{revision.AppGuid}");
        return new RevisionJson(
            revision.Guid,
            revision.CreatedAt,
            revision.UpdatedAt,
            revision.Version,
            new GuidJson(revision.DropletGuid),
            revision.Commands.ToDictionary(command => command.Key, command => new CommandJson(command.Value)),
            Sidecars: [],
            revision.Description,
            isDeployable,
            new AppRelationshipJson(ToOneJson.To(revision.AppGuid)),
            MetadataJson.Of(revision),
            addresses
        );
    }
}

/// <summary>Null when the droplet's own ran.</summary>
internal sealed record CommandJson(string? Command);

/// <summary>The user's environment of a revision.</summary>
internal sealed record RevisionEnvironmentJson(IReadOnlyDictionary<string, string> Var, Dictionary<string, LinkJson> Links);

[JsonSerializable(typeof(RevisionJson))]
[JsonSerializable(typeof(ListJson<RevisionJson>))]
[JsonSerializable(typeof(RevisionEnvironmentJson))]
internal sealed partial class RevisionJsonContext : JsonSerializerContext;
