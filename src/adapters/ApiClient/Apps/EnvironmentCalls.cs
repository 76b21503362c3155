using System.Text.Json;
using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Apps;

/// <summary>Everything an instance's environment is made of.</summary>
public sealed record EnvironmentResource
{
    public SortedDictionary<string, JsonElement> StagingEnvJson { get; set; } = [];
    public SortedDictionary<string, JsonElement> RunningEnvJson { get; set; } = [];
    public SortedDictionary<string, JsonElement> EnvironmentVariables { get; set; } = [];
    public SortedDictionary<string, JsonElement> SystemEnvJson { get; set; } = [];
    public SortedDictionary<string, JsonElement> ApplicationEnvJson { get; set; } = [];
}

/// <summary>The body that changes variables; null takes one away.</summary>
internal sealed record NewVariables(Dictionary<string, string?> Var);

/// <summary>Requests about an app's environment.</summary>
public static class EnvironmentCalls
{
    public static Task<EnvironmentResource> EnvironmentAsync(this ApiConnection api, string appGuid, CancellationToken cancellationToken) =>
        api.GetAsync($"/v3/apps/{appGuid}/env", AppJson.Default.EnvironmentResource, cancellationToken);

    /// <param name="value">Null takes the variable away.</param>
    public static Task SetVariableAsync(this ApiConnection api, string appGuid, string name, string? value, CancellationToken cancellationToken) =>
        api.PatchAsync($"/v3/apps/{appGuid}/environment_variables", new NewVariables(new() { [name] = value }), AppJson.Default.NewVariables, cancellationToken);
}
