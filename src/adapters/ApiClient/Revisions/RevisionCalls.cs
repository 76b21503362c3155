using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Revisions;

/// <summary>Requests about revisions.</summary>
public static class RevisionCalls
{
    /// <summary>Newest first.</summary>
    public static Task<List<RevisionResource>> RevisionsAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/apps/{appGuid}/revisions?order_by=-created_at", RevisionJson.Default.ListResourceRevisionResource, cancellationToken);

    /// <summary>Those that processes are to run.</summary>
    public static Task<List<RevisionResource>> DeployedRevisionsAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        api.ListAsync($"/v3/apps/{appGuid}/revisions/deployed", RevisionJson.Default.ListResourceRevisionResource, cancellationToken);

    /// <summary>The one of the number, or null.</summary>
    public static async Task<RevisionResource?> FindRevisionAsync(this ApiConnection api, string appGuid, long version, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/apps/{appGuid}/revisions?versions={version}", RevisionJson.Default.ListResourceRevisionResource, cancellationToken)).Resources.FirstOrDefault();

    public static async Task<IReadOnlyDictionary<string, string>> VariablesOfRevisionAsync(this ApiConnection api, string guid, CancellationToken cancellationToken) =>
        (await api.GetAsync($"/v3/revisions/{guid}/environment_variables", RevisionJson.Default.RevisionVariables, cancellationToken)).Var;
}
