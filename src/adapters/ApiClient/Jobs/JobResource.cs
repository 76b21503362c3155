using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Jobs;

/// <summary>An asynchronous operation.</summary>
public sealed record JobResource
{
    public required string Guid { get; init; }
    public required string State { get; init; }
    public List<ApiError> Errors { get; set; } = [];
    public List<JobWarning> Warnings { get; set; } = [];
}

/// <summary>Something the operation wants known although it went well.</summary>
public sealed record JobWarning(string Detail);
