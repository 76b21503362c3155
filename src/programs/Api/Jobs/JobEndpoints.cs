using System.Text.Json.Serialization;
using Ingot.Api.Http;
using Ingot.Api.Resources;
using Ingot.Model.Jobs;
using Ingot.Storage;
using Microsoft.AspNetCore.Routing;

namespace Ingot.Api.Jobs;

/// <summary>What was promised with a 202. CF v3 "Jobs".</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder v3) => v3.MapShow(Description);

    private static ResourceDescription<Job, JobJson> Description { get; } =
        new()
        {
            Name = "Job",
            Plural = "jobs",
            VisibleTo = Visible.ToEverybody,
            PresentAsync = ResourceDescription<Job, JobJson>.Each((job, presentation) => JobJson.Of(job, presentation.Links)),
        };

    /// <summary>Records work that is already done, for clients that poll for its end.</summary>
    public static Task<Job> CompleteJobAsync(this DbSession session, string operation) =>
        session.InsertJobAsync(new Job { Guid = Guid.NewGuid().ToString(), Operation = operation });

    public static async Task<Job> InsertJobAsync(this DbSession session, Job job)
    {
        await session.InsertAsync(job);
        return job;
    }

    public static string JobUrl(this ApiRequest request, Job job) => request.Url($"/v3/jobs/{job.Guid}");
}

/// <summary>A job as clients see it.</summary>
internal sealed record JobJson(
    string Guid,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Operation,
    string State,
    IReadOnlyList<ErrorJson> Errors,
    IReadOnlyList<WarningJson> Warnings,
    Dictionary<string, LinkJson> Links
)
{
    public static JobJson Of(Job job, Links links) =>
        new(
            job.Guid,
            job.CreatedAt,
            job.UpdatedAt,
            job.Operation,
            job.State,
            [.. job.Errors.Select(error => new ErrorJson(error.Code, error.Title, error.Detail))],
            [.. job.Warnings.Select(warning => new WarningJson(warning))],
            links.Of($"/v3/jobs/{job.Guid}")
        );
}

/// <summary>A text a client prints.</summary>
internal sealed record WarningJson(string Detail);

[JsonSerializable(typeof(JobJson))]
internal sealed partial class JobJsonContext : JsonSerializerContext;
