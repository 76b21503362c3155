using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Jobs;

/// <summary>Waiting for asynchronous operations.</summary>
public static class JobCalls
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>Deletes something and waits until it is gone.</summary>
    public static async Task DeleteAsync(this ApiConnection api, string path, CancellationToken cancellationToken) =>
        await api.WaitForJobAsync(await api.SendAsync(HttpMethod.Delete, path, null, cancellationToken), cancellationToken);

    /// <summary>Polls the job an answer points to until it is done; throws <see cref="JobException"/> when it failed.</summary>
    public static async Task<JobResource?> WaitForJobAsync(this ApiConnection api, HttpResponseMessage accepted, CancellationToken cancellationToken)
    {
        using var answer = accepted;
        if (answer.Headers.Location is not { } location)
        {
            return null;
        }
        for (var wait = TimeSpan.FromMilliseconds(50); ; wait = Shorter(wait * 1.5, LongestWait))
        {
            var job = await api.GetAsync(location.ToString(), JobJson.Default.JobResource, cancellationToken);
            switch (job.State)
            {
                case "COMPLETE":
                    return job;
                case "FAILED":
                    throw new JobException(job.Guid, job.Errors);
            }
            await Task.Delay(wait, api.Time, cancellationToken);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
