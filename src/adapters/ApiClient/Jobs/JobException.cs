using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Jobs;

/// <summary>An asynchronous job of the API failed.</summary>
public sealed class JobException(string jobGuid, IReadOnlyList<ApiError> errors) : Exception(string.Join("\n", errors.Select(error => error.Detail)))
{
    public string JobGuid => jobGuid;

    public IReadOnlyList<ApiError> Errors => errors;
}
