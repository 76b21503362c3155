using System.Text.Json.Serialization;

namespace Ingot.ApiClient.Logins;

/// <summary>How the login server's answers are read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(LoginInfoResource))]
[JsonSerializable(typeof(TokenResource))]
[JsonSerializable(typeof(UaaErrorResource))]
internal sealed partial class LoginJson : JsonSerializerContext;
