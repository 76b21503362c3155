using System.Text.Json.Serialization;
using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Deployments;
using Ingot.ApiClient.Events;
using Ingot.ApiClient.Http;
using Ingot.ApiClient.Jobs;
using Ingot.ApiClient.Logins;
using Ingot.ApiClient.Logs;
using Ingot.ApiClient.Organizations;
using Ingot.ApiClient.Packages;
using Ingot.ApiClient.Platform;
using Ingot.ApiClient.Routes;
using Ingot.ApiClient.Users;

namespace Ingot.ApiClient;

/// <summary>How the API's resources are read and written; members it does not know are left alone.</summary>
/// <remarks>Members with a default have setters: generated code gives an <c>init</c> member that is missing in the JSON the type's default instead.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(RootResource))]
[JsonSerializable(typeof(ErrorsResource))]
[JsonSerializable(typeof(RelationResource))]
[JsonSerializable(typeof(LoginInfoResource))]
[JsonSerializable(typeof(TokenResource))]
[JsonSerializable(typeof(UaaErrorResource))]
[JsonSerializable(typeof(JobResource))]
[JsonSerializable(typeof(ListResource<NamedResource>))]
[JsonSerializable(typeof(NewNamed))]
[JsonSerializable(typeof(LabelledResource))]
[JsonSerializable(typeof(RolesResource))]
[JsonSerializable(typeof(NewRole))]
[JsonSerializable(typeof(ListResource<UserResource>))]
[JsonSerializable(typeof(ScimUsersResource))]
[JsonSerializable(typeof(NewScimUser))]
[JsonSerializable(typeof(ListResource<StackResource>))]
[JsonSerializable(typeof(ListResource<InstalledBuildpackResource>))]
[JsonSerializable(typeof(ListResource<FeatureFlagResource>))]
[JsonSerializable(typeof(EnvironmentResource))]
[JsonSerializable(typeof(NewVariables))]
[JsonSerializable(typeof(NewApp))]
[JsonSerializable(typeof(NewHealthCheck))]
[JsonSerializable(typeof(ReservationResource))]
[JsonSerializable(typeof(NewDomain))]
[JsonSerializable(typeof(ListResource<AppResource>))]
[JsonSerializable(typeof(ListResource<ProcessResource>))]
[JsonSerializable(typeof(ListResource<SidecarResource>))]
[JsonSerializable(typeof(StatsResource))]
[JsonSerializable(typeof(ScaleRequest))]
[JsonSerializable(typeof(ListResource<PackageResource>))]
[JsonSerializable(typeof(ListResource<DropletResource>))]
[JsonSerializable(typeof(BuildResource))]
[JsonSerializable(typeof(NewPackage))]
[JsonSerializable(typeof(NewBuild))]
[JsonSerializable(typeof(NewDroplet))]
[JsonSerializable(typeof(NewDeployment))]
[JsonSerializable(typeof(ListResource<DeploymentResource>))]
[JsonSerializable(typeof(MatchResources))]
[JsonSerializable(typeof(ManifestDiffResource))]
[JsonSerializable(typeof(ListResource<DomainResource>))]
[JsonSerializable(typeof(ListResource<RouteResource>))]
[JsonSerializable(typeof(NewRoute))]
[JsonSerializable(typeof(NewDestinations))]
[JsonSerializable(typeof(ListResource<EventResource>))]
[JsonSerializable(typeof(ReadResource))]
internal sealed partial class ApiJson : JsonSerializerContext;
