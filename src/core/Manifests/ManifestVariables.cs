using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ingot.Manifests;

/// <summary>Values for <c>((name))</c> from a file of <c>name: value</c> lines.</summary>
public static class ManifestVariables
{
    /// <summary>The values by name, or null with what is wrong.</summary>
    public static IReadOnlyDictionary<string, string>? Read(string text, out string? fault)
    {
        fault = null;
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            switch (stream.Documents is [var document, ..] ? document.RootNode : new YamlMappingNode())
            {
                case YamlMappingNode map when map.Children.All(pair => pair is { Key: YamlScalarNode, Value: YamlScalarNode }):
                    return map.Children.ToDictionary(pair => $"{pair.Key}", pair => ((YamlScalarNode)pair.Value).Value ?? "");
                case var root:
                    fault = $"line {root.Start.Line}: it must consist of 'name: value' lines";
                    return null;
            }
        }
        catch (YamlException broken)
        {
            fault = $"line {broken.Start.Line}, column {broken.Start.Column}: {broken.Message}";
            return null;
        }
    }
}
