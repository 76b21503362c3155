using System.Text.Json.Serialization;

namespace Ingot.Api.Http;

/// <summary>CF's error body.</summary>
internal sealed record ErrorsJson(ErrorJson[] Errors);

/// <summary>One error, as in bodies and in failed jobs.</summary>
internal sealed record ErrorJson(int Code, string Title, string Detail);

[JsonSerializable(typeof(ErrorsJson))]
internal sealed partial class ErrorJsonContext : JsonSerializerContext;
