using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ingot.Api.Apps;
using Ingot.Api.AuditEvents;
using Ingot.Api.Builds;
using Ingot.Api.Deployments;
using Ingot.Api.Domains;
using Ingot.Api.Droplets;
using Ingot.Api.Http;
using Ingot.Api.Jobs;
using Ingot.Api.Organizations;
using Ingot.Api.Packages;
using Ingot.Api.Processes;
using Ingot.Api.Resources;
using Ingot.Api.Revisions;
using Ingot.Api.Roles;
using Ingot.Api.Routes;
using Ingot.Api.Sidecars;
using Ingot.Api.Spaces;
using Ingot.Api.Platform;
using Ingot.Api.Users;

namespace Ingot.Api;

/// <summary>How the API writes JSON: snake case, times to the second. Each noun's context is chained here.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new TimestampConverter());
        foreach (
            var context in (IJsonTypeInfoResolver[])
                [
                    ErrorJsonContext.Default,
                    ShapesJsonContext.Default,
                    OrganizationJsonContext.Default,
                    SpaceJsonContext.Default,
                    UserJsonContext.Default,
                    RoleJsonContext.Default,
                    AppJsonContext.Default,
                    ProcessJsonContext.Default,
                    SidecarJsonContext.Default,
                    PackageJsonContext.Default,
                    ResourceJsonContext.Default,
                    BuildJsonContext.Default,
                    DropletJsonContext.Default,
                    DeploymentJsonContext.Default,
                    RevisionJsonContext.Default,
                    RouteJsonContext.Default,
                    DomainJsonContext.Default,
                    JobJsonContext.Default,
                    AuditEventJsonContext.Default,
                    PlatformJsonContext.Default,
                    QuotaJsonContext.Default,
                ]
        )
            options.TypeInfoResolverChain.Add(context);
        return options;
    }

    /// <summary>CF writes times as <c>YYYY-MM-DDThh:mm:ssZ</c>.</summary>
    private sealed class TimestampConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
    }
}
