using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ingot.Manifests.Reading;

/// <summary>What <c>((name))</c> stands for: texts, numbers, or whole lists and mappings, of which <c>((name.key))</c> and <c>((name.0))</c> take a part.</summary>
public sealed class ManifestVariables
{
    private readonly Dictionary<string, YamlNode> values = [];

    /// <summary>Takes a value as YAML, so that <c>3</c> is a number and <c>[a, b]</c> a list; a later one of the name wins. Text that is no YAML stands for itself.</summary>
    public ManifestVariables Add(string name, string value)
    {
        values[name] = Parse(value, out _) ?? new YamlScalarNode(value) { Style = ScalarStyle.DoubleQuoted };
        return this;
    }

    /// <summary>Takes a file of <c>name: value</c> lines; says what is wrong with it, or null.</summary>
    public string? AddFile(string text)
    {
        switch (Parse(text, out var fault) ?? new YamlMappingNode())
        {
            case var _ when fault is not null:
                return fault;
            case YamlMappingNode map:
                foreach (var (name, value) in map.Children)
                {
                    values[$"{name}"] = value;
                }
                return null;
            case var root:
                return $"line {root.Start.Line}: it must consist of 'name: value' lines";
        }
    }

    /// <summary>The value, or null when there is none of the name; dots lead into mappings and lists.</summary>
    internal YamlNode? Find(string path)
    {
        if (values.TryGetValue(path, out var whole))
        {
            return whole;
        }
        var steps = path.Split('.');
        return steps[1..].Aggregate(values.GetValueOrDefault(steps[0]), (node, step) => node switch
        {
            YamlMappingNode map => map.Children.FirstOrDefault(pair => $"{pair.Key}" == step).Value,
            YamlSequenceNode list when int.TryParse(step, out var index) && index >= 0 && index < list.Children.Count => list.Children[index],
            _ => null,
        });
    }

    private static YamlNode? Parse(string text, out string? fault)
    {
        fault = null;
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [var document, ..] ? document.RootNode : null;
        }
        catch (YamlException broken)
        {
            fault = $"line {broken.Start.Line}, column {broken.Start.Column}: {broken.Message}";
            return null;
        }
    }
}
