using System.Text.Json;
using Ingot.Protocol.Logs;

namespace Ingot.LogCache.Lines;

/// <summary>Finds the source of a line, writing its JSON only once, so that ten thousand lines share a few sets of tags.</summary>
internal sealed class LineSources(string appGuid)
{
    // Every restart of an instance makes a source; older ones live on in the lines that refer to them.
    private const int Remembered = 256;

    private readonly Dictionary<LogSource, LineSource> sources = [];

    public LineSource Of(LogSource source)
    {
        if (sources.TryGetValue(source, out var known))
            return known;
        if (sources.Count == Remembered)
            sources.Clear();
        return sources[source] = new LineSource(Json(source));
    }

    private byte[] Json(LogSource source)
    {
        using var text = new MemoryStream();
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        json.WriteString("source_id", appGuid);
        json.WriteString("instance_id", source.InstanceId);
        json.WriteStartObject("tags");
        foreach (var (name, value) in Tags(source))
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return [(byte)',', .. text.ToArray().AsSpan()[1..^1], (byte)','];
    }

    private IEnumerable<(string Name, string Value)> Tags(LogSource source)
    {
        yield return ("source_type", source.SourceType);
        yield return ("source_id", appGuid);
        yield return ("app_id", appGuid);
        yield return ("instance_id", source.InstanceId);
        yield return ("origin", "ingot");
        if (source.ProcessType is not null)
            yield return ("process_type", source.ProcessType);
        if (source.InstanceGuid is not null)
            yield return ("process_instance_id", source.InstanceGuid);
        if (source.ProcessGuid is not null)
            yield return ("process_id", source.ProcessGuid);
    }
}
