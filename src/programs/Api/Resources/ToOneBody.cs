using Ingot.Api.Http;

namespace Ingot.Api.Resources;

/// <summary>A reference coming in: <c>{"data": {"guid": "…"}}</c>.</summary>
internal sealed record ToOneBody : Body
{
    public GuidBody? Data { get; init; }

    public string? Guid => Data?.Guid;

    protected override void Check(Faults faults) => Data?.CheckAll(faults);
}

/// <summary>A guid coming in.</summary>
internal sealed record GuidBody : Body
{
    public string? Guid { get; init; }
}
