using System.Text.Json.Serialization;
using Ingot.ApiClient.Http;

namespace Ingot.ApiClient.Users;

/// <summary>How users and roles are read and written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(RolesResource))]
[JsonSerializable(typeof(NewRole))]
[JsonSerializable(typeof(ListResource<UserResource>))]
[JsonSerializable(typeof(GuidResource))]
[JsonSerializable(typeof(ScimUsersResource))]
[JsonSerializable(typeof(NewScimUser))]
internal sealed partial class UserJson : JsonSerializerContext;
