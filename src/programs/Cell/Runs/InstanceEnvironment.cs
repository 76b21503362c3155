using Ingot.Cell.Settings;
using Ingot.Protocol.Cells;

namespace Ingot.Cell.Runs;

/// <summary>
/// The environment of an instance: names and shapes of Cloud Foundry's. Unlike there, nothing the user sets can make the platform's
/// variables lie; only <c>PATH</c>, <c>LANG</c> and <c>USER</c> are mere defaults.
/// </summary>
internal static class InstanceEnvironment
{
    private const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    /// <param name="port">0 when the instance has none.</param>
    public static IReadOnlyDictionary<string, string> ForInstance(
        InstanceDescription instance,
        CellOptions cell,
        InstanceFolder folder,
        int port
    )
    {
        var run = instance.Run;
        var environment = Defaults(run.Environment, DefaultPath);
        var index = $"{instance.Index}";
        environment["CF_INSTANCE_INDEX"] = index;
        environment["INSTANCE_INDEX"] = index;
        environment["CF_INSTANCE_GUID"] = instance.InstanceGuid;
        environment["INSTANCE_GUID"] = instance.InstanceGuid;
        AddNetwork(environment, cell, port);
        if (port != 0)
        {
            environment["PORT"] = $"{port}";
            environment["VCAP_APP_PORT"] = $"{port}";
            environment["VCAP_APP_HOST"] = "0.0.0.0";
        }
        environment["MEMORY_LIMIT"] = $"{run.MemoryMb}m";
        environment["VCAP_APPLICATION"] = VcapApplication.ForInstance(instance, port);
        environment["VCAP_SERVICES"] = "{}";
        environment["HOME"] = folder.App;
        environment["TMPDIR"] = folder.Tmp;
        environment["DEPS_DIR"] = folder.Deps;
        // Static sites are served by ourselves; the path is the present platform's, whichever staged the droplet.
        environment["INGOT_EXECUTABLE"] = Path.GetFullPath(cell.IngotExecutable);
        return environment;
    }

    /// <summary>The environment of a staging task: no index, no port.</summary>
    public static IReadOnlyDictionary<string, string> ForStaging(
        StagingDescription staging,
        CellOptions cell,
        InstanceFolder folder,
        string path,
        string dotnetRoot
    )
    {
        var environment = Defaults(staging.Environment, path);
        AddNetwork(environment, cell, port: 0);
        environment["CF_STACK"] = staging.Stack;
        environment["MEMORY_LIMIT"] = $"{staging.MemoryMb}m";
        environment["VCAP_APPLICATION"] = VcapApplication.ForStaging(staging);
        environment["VCAP_SERVICES"] = "{}";
        environment["HOME"] = folder.Path;
        environment["TMPDIR"] = folder.Tmp;
        environment["DOTNET_ROOT"] = dotnetRoot;
        return environment;
    }

    private static Dictionary<string, string> Defaults(IReadOnlyDictionary<string, string> user, string path)
    {
        var environment = new Dictionary<string, string>
        {
            ["LANG"] = "en_US.UTF-8",
            ["PATH"] = path,
            ["USER"] = "vcap",
        };
        foreach (var (name, value) in user)
            environment[name] = value;
        return environment;
    }

    /// <summary>Instances share the machine's network, so inside and outside are the same.</summary>
    private static void AddNetwork(Dictionary<string, string> environment, CellOptions cell, int port)
    {
        environment["CF_INSTANCE_ZONE"] = cell.Zone;
        environment["CF_INSTANCE_IP"] = cell.Address;
        environment["CF_INSTANCE_INTERNAL_IP"] = cell.Address;
        environment["CF_INSTANCE_PORT"] = port == 0 ? "" : $"{port}";
        environment["CF_INSTANCE_ADDR"] = port == 0 ? "" : $"{cell.Address}:{port}";
        environment["CF_INSTANCE_PORTS"] = port == 0 ? "[]" : $"[{{\"external\":{port},\"internal\":{port}}}]";
    }
}
