using System.Text.Json.Serialization;

namespace Hello;

/// <summary>Who this instance is, as the platform told it in its environment.</summary>
public sealed record Instance(string Index, string Zone, string Guid)
{
    public static Instance FromEnvironment() =>
        new(Read("CF_INSTANCE_INDEX", "0"), Read("CF_INSTANCE_ZONE", "none"), Read("CF_INSTANCE_GUID", "none"));

    private static string Read(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;
}

/// <summary>The answer of <c>/json</c>.</summary>
public sealed record Greeting(string Index, string Zone, string Guid, int Requests);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Greeting))]
internal sealed partial class HelloJson : JsonSerializerContext;
