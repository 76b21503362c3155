using Ingot.Model.Processes;
using Ingot.Protocol.Cells;

namespace Ingot.Cell.Tests.Support;

/// <summary>Orders that are valid by default; a test names what matters to it.</summary>
internal static class Some
{
    public const string Droplet = "d1";

    public static InstanceDescription Instance(
        string command,
        int index = 0,
        HealthCheck? check = null,
        HealthCheck? readiness = null,
        int memoryMb = 128,
        int graceSeconds = 10,
        long logRateLimit = -1,
        string process = "p1",
        bool hasPort = true,
        Dictionary<string, string>? environment = null
    ) =>
        new()
        {
            InstanceGuid = Guid.NewGuid().ToString()[..28],
            Index = index,
            Run = new RunDescription
            {
                ProcessGuid = process,
                ProcessType = "web",
                Version = "v1",
                AppGuid = "a1",
                AppName = "shop",
                SpaceGuid = "s1",
                SpaceName = "dev",
                OrganizationGuid = "o1",
                OrganizationName = "ingot",
                DropletGuid = Droplet,
                Command = command,
                Environment = environment ?? [],
                MemoryMb = memoryMb,
                DiskMb = 64,
                LogRateLimit = logRateLimit,
                HealthCheck = check ?? new HealthCheck { Type = HealthCheckType.Process },
                ReadinessHealthCheck = readiness ?? new HealthCheck { Type = HealthCheckType.Process },
                Uris = ["shop.localhost"],
                ApiUrl = "http://localhost:8080",
                HasPort = hasPort,
                GraceSeconds = graceSeconds,
            },
        };

    public static StagingDescription Staging(int timeoutSeconds = 60) =>
        new()
        {
            TaskGuid = Guid.NewGuid().ToString(),
            AppGuid = "a1",
            AppName = "shop",
            SpaceName = "dev",
            OrganizationName = "ingot",
            PackageGuid = "k1",
            DropletGuid = "d2",
            Buildpacks = ["python_buildpack"],
            Environment = new Dictionary<string, string> { ["MINE"] = "yes" },
            Stack = "cflinuxfs4",
            MemoryMb = 1024,
            DiskMb = 1024,
            TimeoutSeconds = timeoutSeconds,
        };
}
