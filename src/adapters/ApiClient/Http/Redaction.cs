using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ingot.ApiClient.Http;

/// <summary>Takes secrets out of what is shown.</summary>
public static partial class Redaction
{
    public const string Hidden = "[PRIVATE DATA HIDDEN]";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same JSON, indented, without the values of keys that name a secret.</summary>
    public static string Json(string json)
    {
        if (json.Length == 0)
        {
            return json;
        }
        try
        {
            return Clean(JsonNode.Parse(json))?.ToJsonString(Indented) ?? "null";
        }
        catch (JsonException)
        {
            return Text(json);
        }
    }

    public static string Text(string text) => Passwords().Replace(Tokens().Replace(text, $"$1{Hidden}"), $"${{kept}}{Hidden}");

    private static JsonNode? Clean(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map.ToList())
                {
                    map[key] = SecretKeys().IsMatch(key) ? Hidden : Clean(value?.DeepClone());
                }
                return map;
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Clean(item?.DeepClone()))]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                return JsonValue.Create(Text(text));
            default:
                return node;
        }
    }

    [GeneratedRegex("token|password|secret|credential", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretKeys();

    [GeneratedRegex(@"(bearer )[\w.-]+", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tokens();

    /// <summary>In a query, and before the host of a URL: only an <c>@</c> tells a user's password from a host's port.</summary>
    [GeneratedRegex(@"(?<kept>[&?](?:password|passcode|code|client_secret)=)[^&\s""]+|(?<kept>\w+://[^:/\s]*:)[^/\s""]+(?=@)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Passwords();
}
