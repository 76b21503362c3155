using Ingot.Protocol.Logs;

namespace Ingot.LogCache.Lines;

/// <summary>Finds the source of a line, making each only once, so that ten thousand lines share a few sets of tags.</summary>
internal sealed class LineSources(string appGuid)
{
    // Every restart of an instance makes a source; older ones live on in the lines that refer to them.
    private const int Remembered = 256;

    private readonly Dictionary<(string SourceType, string InstanceId, string? ProcessType, string? InstanceGuid), LineSource> sources = [];

    public LineSource Of(LogLine line)
    {
        var key = (line.SourceType, line.InstanceId, line.ProcessType, line.InstanceGuid);
        if (sources.TryGetValue(key, out var known))
            return known;
        if (sources.Count == Remembered)
            sources.Clear();
        return sources[key] = new LineSource(line.InstanceId, Tags(line));
    }

    private Dictionary<string, string> Tags(LogLine line)
    {
        var tags = new Dictionary<string, string>
        {
            ["source_type"] = line.SourceType,
            ["source_id"] = appGuid,
            ["app_id"] = appGuid,
            ["instance_id"] = line.InstanceId,
            ["origin"] = "ingot",
        };
        if (line.ProcessType is not null)
            tags["process_type"] = line.ProcessType;
        if (line.InstanceGuid is not null)
            tags["process_instance_id"] = line.InstanceGuid;
        return tags;
    }
}
