namespace Ingot.Router.Requests;

/// <summary>The hosts that mean the API whatever the route table says.</summary>
internal sealed class ApiHosts(RouterOptions options)
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> hosts = new HashSet<string>(
        ["localhost", "127.0.0.1", "[::1]", options.Domain, $"api.{options.Domain}", options.Url?.Host ?? options.Domain],
        StringComparer.OrdinalIgnoreCase
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    public bool Contain(ReadOnlySpan<char> host) => hosts.Contains(host);
}
