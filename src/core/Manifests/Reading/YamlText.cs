using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ingot.Manifests.Reading;

/// <summary>Turns text into a tree of YAML nodes: merge keys expanded or refused, variables put in.</summary>
internal sealed class YamlText(ManifestOptions options, ProblemList problems)
{
    private readonly VariableText? variables = options.Variables is { } values ? new VariableText(values, problems) : null;
    private readonly HashSet<YamlNode> finished = new(ReferenceEqualityComparer.Instance);

    /// <summary>The document's root, or null with a problem reported.</summary>
    public YamlNode? Parse(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException broken)
        {
            problems.Error(ProblemList.Position(broken.Start), $"the manifest is not valid YAML: {broken.Message}");
            return null;
        }
        if (stream.Documents.Count == 0)
        {
            return null;
        }
        var root = stream.Documents[0].RootNode;
        return Finish(root) && variables?.ReportMissing() != false ? root : null;
    }

    /// <summary>Walks the tree once; an aliased node is met several times and finished once.</summary>
    private bool Finish(YamlNode node)
    {
        if (!finished.Add(node))
        {
            return true;
        }
        if (!node.Anchor.IsEmpty && !options.AllowAnchors)
        {
            problems.Error(ProblemList.Position(node.Start), "Bad request: Manifest does not support Anchors and Aliases");
            return false;
        }
        switch (node)
        {
            case YamlSequenceNode list:
                for (var i = 0; i < list.Children.Count; i++)
                {
                    list.Children[i] = Put(list.Children[i]);
                }
                return list.Children.All(Finish);
            case YamlMappingNode map:
                PutInto(map);
                var isFinished = map.Children.All(pair => Finish(pair.Key) && Finish(pair.Value));
                Merge(map);
                return isFinished;
            default:
                return true;
        }
    }

    /// <summary>Rebuilds the mapping, because its keys may change too.</summary>
    private void PutInto(YamlMappingNode map)
    {
        if (variables is null)
        {
            return;
        }
        var pairs = map.Children.ToList();
        map.Children.Clear();
        foreach (var (key, value) in pairs)
        {
            map.Children[Put(key)] = Put(value);
        }
    }

    private YamlNode Put(YamlNode node) => variables is not null && node is YamlScalarNode scalar ? variables.Put(scalar) : node;

    /// <summary>YAML 1.1 merge keys: what is written in the mapping itself wins.</summary>
    private static void Merge(YamlMappingNode map)
    {
        var key = new YamlScalarNode("<<");
        if (!map.Children.TryGetValue(key, out var merged))
        {
            return;
        }
        map.Children.Remove(key);
        var sources = merged is YamlSequenceNode list ? list.Children : [merged];
        foreach (var (name, value) in sources.OfType<YamlMappingNode>().SelectMany(source => source.Children))
        {
            map.Children.TryAdd(name, value);
        }
    }
}
