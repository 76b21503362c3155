using Ingot.Protocol.Controller;

namespace Ingot.Api.Resources;

/// <summary>Writes the <c>links</c> of a resource: absolute addresses below its own.</summary>
internal sealed class Links(PlatformAddress address)
{
    public PlatformAddress Address { get; } = address;

    public LinkJson To(string path, string? method = null) => new(Address.Url + path, method);

    /// <summary><c>self</c> at <paramref name="path"/>, and members that are paths below it.</summary>
    public Dictionary<string, LinkJson> Of(string path, params ReadOnlySpan<string> below)
    {
        var links = new Dictionary<string, LinkJson> { ["self"] = To(path) };
        foreach (var name in below)
            links[name] = To($"{path}/{name}");
        return links;
    }
}
