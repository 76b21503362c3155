namespace Ingot.Model.Routes;

/// <summary>How a route's requests are spread over its instances. CF v3 "Route options object".</summary>
public static class RouteOptions
{
    public const string LoadBalancing = "loadbalancing";
    public const string LeastConnection = "least-connection";

    /// <summary>Ours: whether answers may begin late, so that waiting for one says nothing about the instance.</summary>
    public const string Slow = "slow";
    public const string Accepted = "loadbalancing: round-robin, or least-connection; slow: true, or false";

    private static readonly Dictionary<string, string[]> Values = new()
    {
        [LoadBalancing] = ["round-robin", LeastConnection],
        [Slow] = ["true", "false"],
    };

    /// <summary>What is wrong with an option, in CF's words; null when nothing is.</summary>
    /// <param name="subject">The route as the text names it, e.g. <c>Route 'shop.localhost'</c>.</param>
    public static string? FindFault(string subject, string key, string? value) =>
        !Values.TryGetValue(key, out var values) ? $"{subject} contains invalid route option '{key}'. Valid keys: '{string.Join(", ", Values.Keys)}'"
        : !values.Contains(value) ? $"Cannot use {key} value '{value}' for {subject}; Valid values are: '{string.Join(", ", values)}'"
        : null;

    public static bool IsSlow(IReadOnlyDictionary<string, string> options) => options.GetValueOrDefault(Slow) == "true";
}
