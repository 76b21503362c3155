namespace Ingot.Model.Jobs;

/// <summary>What clients poll after a 202. CF v3 "Job object".</summary>
public sealed class Job : Resource
{
    /// <summary>E.g. <c>app.delete</c>, <c>space.apply_manifest</c>.</summary>
    public required string Operation { get; set; }

    /// <summary>One of <see cref="JobStates"/>.</summary>
    public string State { get; set; } = JobStates.Complete;
    public List<JobError> Errors { get; set; } = [];

    /// <summary>Texts a client prints.</summary>
    public List<string> Warnings { get; set; } = [];
}

/// <summary>Why a job failed, in the shape of the error body.</summary>
public sealed record JobError(int Code, string Title, string Detail);

/// <summary>Where a job stands.</summary>
public static class JobStates
{
    public const string Processing = "PROCESSING";
    public const string Complete = "COMPLETE";
    public const string Failed = "FAILED";
}
