namespace Ingot.Model.Routes;

/// <summary>How a route's requests are spread over its instances. CF v3 "Route options object".</summary>
public static class RouteOptions
{
    public const string LoadBalancing = "loadbalancing";
    public const string LeastConnection = "least-connection";
    public const string Accepted = "loadbalancing: round-robin, or least-connection";

    private static readonly string[] Algorithms = ["round-robin", LeastConnection];

    /// <summary>What is wrong with an option, in CF's words; null when nothing is.</summary>
    /// <param name="subject">The route as the text names it, e.g. <c>Route 'shop.localhost'</c>.</param>
    public static string? FindFault(string subject, string key, string? value) =>
        key != LoadBalancing ? $"{subject} contains invalid route option '{key}'. Valid keys: '{LoadBalancing}'"
        : !Algorithms.Contains(value) ? $"Cannot use loadbalancing value '{value}' for {subject}; Valid values are: '{string.Join(", ", Algorithms)}'"
        : null;
}
