using System.Globalization;
using System.Text.Json.Serialization;
using Ingot.Api.Http;
using Ingot.Model.Packages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Packages;

/// <summary>Says which files need not be uploaded again. CF v3 "Resource matches".</summary>
internal static class ResourceMatches
{
    public static void MapResourceMatches(this IEndpointRouteBuilder v3) => v3.MapPost("/resource_matches", Match);

    /// <summary>Every path of a known content is named: clients take all that share it for present.</summary>
    private static async Task<Created<ResourceMatchesJson>> Match(ApiRequest request)
    {
        var body = await request.BodyAsync<ResourceMatchesBody>();
        var worthwhile = body.Resources!.Where(resource => FileMatching.IsWorthwhile(resource.SizeInBytes)).ToList();
        var known = await request.ReadAsync(session => session.FindFilesAsync(request.Caller, worthwhile.Select(resource => resource.Sha1)));
        return TypedResults.Created(
            (string?)null,
            new ResourceMatchesJson([.. worthwhile.Where(resource => known.ContainsKey(resource.Content)).Select(resource => resource.ToJson())])
        );
    }
}

/// <summary>The body of <c>POST /v3/resource_matches</c>.</summary>
internal sealed record ResourceMatchesBody : Body
{
    public List<ResourceBody>? Resources { get; init; }

    protected override void Check(Faults faults)
    {
        faults.AddIf(Resources is null or { Count: > FileMatching.MostPerRequest } || Resources.Contains(null!), $"Resources must be an array of at most {FileMatching.MostPerRequest} objects");
        ResourceBody.CheckEach(Resources ?? [], faults);
    }
}

/// <summary>A file of a client: in a question for matches, and in an upload in place of its bytes.</summary>
internal sealed record ResourceBody : Body
{
    /// <summary>What the official client gives files of an archive.</summary>
    private const UnixFileMode DefaultMode = (UnixFileMode)0b111_100_100;
    private const int PermissionMask = 0b111_111_111;
    private const int Sha1Digits = 40;

    public ChecksumBody? Checksum { get; init; }
    public long SizeInBytes { get; init; }
    public string? Path { get; init; }

    /// <summary>Octal digits, e.g. <c>644</c>.</summary>
    public string? Mode { get; init; }

    [JsonIgnore]
    public string Sha1 => Checksum!.Value!.ToLowerInvariant();

    [JsonIgnore]
    public (string Sha1, long SizeBytes) Content => (Sha1, SizeInBytes);

    [JsonIgnore]
    public UnixFileMode Permissions => Mode is null ? DefaultMode : (UnixFileMode)(Convert.ToInt32(Mode, 8) & PermissionMask);

    public ResourceJson ToJson() => new(new ResourceChecksumJson(Checksum!.Value!), SizeInBytes, Path, Mode);

    /// <summary>Adds what is wrong with each of a list, named by its path or its place.</summary>
    public static void CheckEach(IReadOnlyList<ResourceBody?> resources, Faults faults)
    {
        foreach (var (index, resource) in resources.Index())
            resource?.CheckAs(string.IsNullOrEmpty(resource.Path) ? $"resources[{index}]" : $"'{Excerpt.Of(resource.Path)}'", faults);
    }

    private void CheckAs(string name, Faults faults)
    {
        CheckAll(faults);
        Checksum?.CheckAll(faults);
        faults.AddIf(
            Checksum?.Value is not { Length: Sha1Digits } value || !value.All(char.IsAsciiHexDigit),
            $"Checksum of {name} must be a SHA-1 of {Sha1Digits} hexadecimal digits, not '{Checksum?.Value}'"
        );
        faults.AddIf(SizeInBytes < 0, $"Size of {name} must be greater than or equal to 0, not {SizeInBytes.ToString(CultureInfo.InvariantCulture)}");
        faults.AddIf(Mode is not null && (Mode.Length is 0 or > 7 || !Mode.All(digit => digit is >= '0' and <= '7')), $"Mode of {name} must be octal, not '{Mode}'");
    }
}

internal sealed record ChecksumBody : Body
{
    public string? Value { get; init; }
}

internal sealed record ResourceMatchesJson(IReadOnlyList<ResourceJson> Resources);

internal sealed record ResourceJson(
    ResourceChecksumJson Checksum,
    long SizeInBytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Path,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Mode
);

internal sealed record ResourceChecksumJson(string Value);

[JsonSerializable(typeof(ResourceMatchesBody))]
[JsonSerializable(typeof(ResourceMatchesJson))]
[JsonSerializable(typeof(List<ResourceBody>))]
internal sealed partial class ResourceJsonContext : JsonSerializerContext;
