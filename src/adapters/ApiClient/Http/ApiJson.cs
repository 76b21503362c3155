using System.Text.Json.Serialization;

namespace Ingot.ApiClient.Http;

/// <summary>How the resources of every noun are read and written; members they do not know are left alone.</summary>
/// <remarks>Members with a default have setters: generated code gives an <c>init</c> member that is missing in the JSON the type's default instead.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ErrorsResource))]
[JsonSerializable(typeof(LabelledResource))]
internal sealed partial class ApiJson : JsonSerializerContext;
