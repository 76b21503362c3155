using Ingot.Model.Apps;
using Ingot.Model.Builds;
using Ingot.Model.Domains;
using Ingot.Model.Instances;
using Ingot.Model.Organizations;
using Ingot.Model.Processes;
using Ingot.Model.Routes;
using Ingot.Model.Spaces;
using Ingot.Protocol.Cells;

namespace Ingot.Reconciler.Tests.Support;

/// <summary>Rows and messages, valid by default.</summary>
internal static class Some
{
    public static Organization Organization() => new() { Guid = "organization", Name = "ingot" };

    public static Space Space() => new() { Guid = "space", Name = "dev", OrganizationGuid = "organization" };

    public static Domain Domain() => new() { Guid = "domain", Name = "localhost" };

    public static Route Route() => new() { Guid = "route", SpaceGuid = "space", DomainGuid = "domain", Host = "hello" };

    public static App App(string guid) => new() { Guid = guid, Name = "hello", SpaceGuid = "space" };

    public static AppProcess Process(string guid) => new() { Guid = guid, AppGuid = guid, Type = AppProcess.Web };

    public static ProcessVersion Version(string version, string process, int memoryMb, DateTimeOffset createdAt) =>
        new()
        {
            Version = version,
            ProcessGuid = process,
            DropletGuid = "droplet",
            Command = "./hello",
            MemoryMb = memoryMb,
            DiskMb = 256,
            LogRateLimit = -1,
            CreatedAt = createdAt,
        };

    public static Build Build(string app, string guid = "build") =>
        new()
        {
            Guid = guid,
            AppGuid = app,
            PackageGuid = "package",
            DropletGuid = "droplet-" + guid,
            Stack = Stacks.Default,
            CreatedByGuid = "admin-guid",
            CreatedByName = "admin",
        };

    public static InstanceStatus Instance(string guid, int index, string process = TestPlatform.App, string version = "v1") =>
        new()
        {
            InstanceGuid = guid,
            ProcessGuid = process,
            ProcessType = AppProcess.Web,
            AppGuid = TestPlatform.App,
            Version = version,
            Index = index,
            State = InstanceState.Running,
            Routable = true,
            Address = "127.0.0.1",
            Port = 62000 + index,
            Since = DateTimeOffset.UnixEpoch,
            MemoryMb = 256,
            DiskMb = 256,
        };

    public static StagingResult StagingResult() =>
        new()
        {
            ProcessTypes = new Dictionary<string, string> { ["web"] = "./hello" },
            Buildpacks = [new StagedBuildpack("binary", "binary", "1")],
            ExecutionMetadata = "",
            Sha256 = "abc",
            SizeBytes = 42,
        };
}
