using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ingot.Protocol.Cells;

namespace Ingot.Cell.Runs;

/// <summary>The value of <c>VCAP_APPLICATION</c> (CF: lib/vcap/vars_builder.rb, buildpackapplifecycle/env/env.go).</summary>
internal static class VcapApplication
{
    /// <summary>Open files per process, as Cloud Foundry's default.</summary>
    private const int FileDescriptors = 16_384;

    /// <param name="port">0 when the instance has none.</param>
    public static string ForInstance(InstanceDescription instance, int port) =>
        Write(json =>
        {
            var run = instance.Run;
            json.WriteString("cf_api", run.ApiUrl);
            WriteLimits(json, run.MemoryMb, run.DiskMb);
            WriteNames(json, run.AppName, run.AppGuid);
            WriteUris(json, run.Uris);
            json.WriteString("space_name", run.SpaceName);
            json.WriteString("space_id", run.SpaceGuid);
            json.WriteString("organization_id", run.OrganizationGuid);
            json.WriteString("organization_name", run.OrganizationName);
            json.WriteString("process_id", run.ProcessGuid);
            json.WriteString("process_type", run.ProcessType);
            WriteVersion(json, run.Version);
            json.WriteString("host", "0.0.0.0");
            json.WriteString("instance_id", instance.InstanceGuid);
            json.WriteNumber("instance_index", instance.Index);
            if (port != 0)
                json.WriteNumber("port", port);
        });

    public static string ForStaging(StagingDescription staging) =>
        Write(json =>
        {
            WriteLimits(json, staging.MemoryMb, staging.DiskMb);
            WriteNames(json, staging.AppName, staging.AppGuid);
            WriteUris(json, []);
            json.WriteString("space_name", staging.SpaceName);
            json.WriteString("organization_name", staging.OrganizationName);
            WriteVersion(json, staging.TaskGuid);
        });

    private static void WriteLimits(Utf8JsonWriter json, int memoryMb, int diskMb)
    {
        json.WriteStartObject("limits");
        json.WriteNumber("fds", FileDescriptors);
        json.WriteNumber("mem", memoryMb);
        json.WriteNumber("disk", diskMb);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, string guid)
    {
        json.WriteString("application_name", name);
        json.WriteString("name", name);
        json.WriteString("application_id", guid);
    }

    private static void WriteUris(Utf8JsonWriter json, IReadOnlyList<string> uris)
    {
        foreach (var name in (string[])["application_uris", "uris"])
        {
            json.WriteStartArray(name);
            foreach (var uri in uris)
                json.WriteStringValue(uri);
            json.WriteEndArray();
        }
    }

    private static void WriteVersion(Utf8JsonWriter json, string version)
    {
        json.WriteString("version", version);
        json.WriteString("application_version", version);
    }

    private static string Write(Action<Utf8JsonWriter> members)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
