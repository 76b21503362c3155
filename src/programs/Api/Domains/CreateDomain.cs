using System.Text.RegularExpressions;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Domains;
using Ingot.Protocol.Controller;
using Ingot.Storage;

namespace Ingot.Api.Domains;

/// <summary>The body of <c>POST /v3/domains</c>; with an organization the domain is private to it.</summary>
internal sealed partial record CreateDomainBody : Body
{
    private const int MaximumName = 253;

    public string? Name { get; init; }
    public bool? Internal { get; init; }
    public ToOneBody? RouterGroup { get; init; }
    public DomainRelationshipsBody? Relationships { get; init; }
    public MetadataBody? Metadata { get; init; }

    protected override void Check(Faults faults)
    {
        faults.AddIf(string.IsNullOrEmpty(Name), "Name can't be blank");
        faults.AddIf(Name?.Length > MaximumName, $"Name is too long (maximum is {MaximumName} characters)");
        faults.AddIf(
            Name is { Length: > 0 and <= MaximumName } && !DnsName().IsMatch(Name),
            "Name does not comply with RFC 1035 standards: at least two labels of letters, digits and '-', of at most 63 characters each, with dots between them"
        );
        faults.AddIf(Internal == true, "Internal domains are not supported");
        faults.AddIf(RouterGroup is not null, "Router groups are not supported");
        Relationships?.CheckAll(faults);
        Metadata?.CheckAll(faults);
    }

    [GeneratedRegex(@"^(?=.*\.)(?!\.)(\.?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+\z", RegexOptions.IgnoreCase)]
    private static partial Regex DnsName();
}

internal sealed record DomainRelationshipsBody : Body
{
    public ToOneBody? Organization { get; init; }
    public ToManyBody? SharedOrganizations { get; init; }

    protected override void Check(Faults faults)
    {
        Organization?.CheckAll(faults);
        faults.AddIf(SharedOrganizations is { Data.Count: > 0 }, "Private domains cannot be shared with other organizations yet");
    }
}

/// <summary>References coming in.</summary>
internal sealed record ToManyBody : Body
{
    public List<GuidBody>? Data { get; init; }
}

/// <summary>Makes domains.</summary>
internal static class CreateDomain
{
    /// <summary>The host that is the API itself under the platform's own domain.</summary>
    public const string ReservedHost = "api";

    /// <summary>Inserts a domain unless its name, or one above or below it, is somebody else's.</summary>
    public static async Task CreateDomainAsync(this DbSession session, PlatformAddress address, Domain domain)
    {
        if (domain.Name == $"{ReservedHost}.{address.Domain}")
            throw Errors.Unprocessable.With($"The domain name \"{domain.Name}\" is reserved for the platform's own address");
        var others = await session.QueryAsync<Domain>("select * from domains");
        if (others.Any(other => other.Name == domain.Name))
            throw Errors.Unprocessable.With($"The domain name \"{domain.Name}\" is already in use");
        if (others.FirstOrDefault(other => IsForeign(other, domain) && Overlap(other.Name, domain.Name)) is { } taken)
            throw Errors.Unprocessable.With($"The domain name \"{domain.Name}\" cannot be created because \"{taken.Name}\" is already reserved by another domain");
        var route = await session.FindFirstAsync<string>(
            "select r.host || '.' || d.name from routes r join domains d on d.guid = r.domain_guid where r.host || '.' || d.name = @Name",
            domain
        );
        if (route is not null)
            throw Errors.Unprocessable.With($"The domain name \"{domain.Name}\" cannot be created because \"{route}\" is already reserved by a route");
        await session.InsertAsync(domain);
    }

    /// <summary>Shared domains may have private ones below them; what is private is closed to everybody else, above and below.</summary>
    private static bool IsForeign(Domain other, Domain domain) => other.OrganizationGuid is not null && other.OrganizationGuid != domain.OrganizationGuid;

    private static bool Overlap(string one, string other) =>
        one.EndsWith('.' + other, StringComparison.Ordinal) || other.EndsWith('.' + one, StringComparison.Ordinal);
}
