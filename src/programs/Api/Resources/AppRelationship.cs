using Ingot.Api.Http;

namespace Ingot.Api.Resources;

/// <summary>The relationships of what belongs to an app.</summary>
internal sealed record AppRelationshipJson(ToOneJson App);

/// <summary>The same coming in.</summary>
internal sealed record AppRelationshipBody : Body
{
    public ToOneBody? App { get; init; }

    protected override void Check(Faults faults) => App?.CheckAll(faults);
}

/// <summary>The hash of a blob.</summary>
internal sealed record ChecksumJson(string Type, string Value);
