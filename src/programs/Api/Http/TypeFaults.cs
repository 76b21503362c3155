using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ingot.Api.Http;

/// <summary>Reads JSON, and says which values of a JSON text are not of the type that is read there: the field, the type and the value.</summary>
internal static class TypeFaults
{
    private const int LongestShown = 60;

    /// <summary>Faults said at once.</summary>
    private const int MostFaults = 20;

    /// <summary>The top-level fields that hold environment variables, for which CF has words of its own.</summary>
    private static readonly string[] environments = ["var", "environment_variables"];

    /// <summary>The value as its type; null, with the reasons added, when it is not of that type.</summary>
    /// <param name="value">What came in.</param>
    /// <param name="type">What it is read as.</param>
    /// <param name="faults">Gets every wrong type, up to a number.</param>
    /// <param name="path">The name of the value; empty for a request's body.</param>
    public static T? Read<T>(this JsonElement value, JsonTypeInfo<T> type, Faults faults, string path = "")
        where T : class
    {
        var reason = "null";
        try
        {
            if (value.Deserialize(type) is { } read)
                return read;
        }
        catch (JsonException exception)
        {
            reason = exception.Message;
        }
        foreach (var fault in Find(value, type, path).Take(MostFaults).DefaultIfEmpty($"The JSON cannot be read: {reason}"))
            faults.Add(fault);
        return null;
    }

    /// <summary>Every value below that is of a wrong type.</summary>
    private static IEnumerable<string> Find(JsonElement value, JsonTypeInfo type, string path) =>
        (type.Kind, value.ValueKind) switch
        {
            (JsonTypeInfoKind.Object, JsonValueKind.Object) => OfMembers(value, type, path),
            (JsonTypeInfoKind.Dictionary, JsonValueKind.Object) => OfEntries(value, type.Options.GetTypeInfo(type.ElementType!), path),
            (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => OfItems(value, type.Options.GetTypeInfo(type.ElementType!), path),
            _ when path.Length > 0 && IsReadable(value, type) => [],
            _ => [$"{(path.Length > 0 ? path : "The request body")} must be {Expected(value, type, path)}, not {Shown(value)}"],
        };

    private static IEnumerable<string> OfMembers(JsonElement value, JsonTypeInfo type, string path) =>
        from member in value.EnumerateObject()
        from property in type.Properties
        where property.Name == member.Name && !property.IsExtensionData
        from fault in Find(member.Value, type.Options.GetTypeInfo(property.PropertyType), Below(path, member))
        select fault;

    private static IEnumerable<string> OfEntries(JsonElement value, JsonTypeInfo type, string path) =>
        from entry in value.EnumerateObject()
        from fault in Find(entry.Value, type, Below(path, entry))
        select environments.Contains(path) && entry.Value.ValueKind != JsonValueKind.String
            ? $"Non-string value in environment variable for key '{Excerpt.Of(entry.Name)}', value '{Excerpt.Of(RawText(entry.Value), LongestShown)}'"
            : fault;

    private static IEnumerable<string> OfItems(JsonElement value, JsonTypeInfo type, string path) =>
        value.EnumerateArray().SelectMany((item, index) => Find(item, type, $"{path}[{index}]"));

    private static string Below(string path, JsonProperty member) => path.Length > 0 ? $"{path}.{Excerpt.Of(member.Name)}" : Excerpt.Of(member.Name);

    private static bool IsReadable(JsonElement value, JsonTypeInfo type)
    {
        try
        {
            value.Deserialize(type);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Expected(JsonElement value, JsonTypeInfo type, string path)
    {
        var read = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        return type.Kind switch
        {
            JsonTypeInfoKind.Enumerable => path.Length > 0 ? "an array" : "a JSON array",
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => path.Length > 0 ? "an object" : "a JSON object",
            // A half of a pair that UTF-16 writes some characters as.
            _ when read == typeof(string) => value.ValueKind == JsonValueKind.String ? "Unicode text" : "a string",
            _ when read == typeof(bool) => "true or false",
            _ when read == typeof(int) => $"a whole number from {int.MinValue} to {int.MaxValue}",
            _ when read == typeof(long) => IsTooLarge(value) ? $"a whole number from {long.MinValue} to {long.MaxValue}" : "a whole number",
            _ when read == typeof(DateTimeOffset) => "a time such as \"2024-12-31T23:59:59Z\"",
            _ => "a number",
        };
    }

    private static bool IsTooLarge(JsonElement value) => value.ValueKind == JsonValueKind.Number && RawText(value).TrimStart('-').All(char.IsAsciiDigit);

    private static string Shown(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            _ => Excerpt.Of(RawText(value), LongestShown),
        };

    private static string RawText(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
}
