using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ingot.Manifests.Reading;

/// <summary>Turns text into a tree of YAML nodes: merge keys expanded or refused, variables put in.</summary>
internal sealed partial class YamlText(ManifestOptions options, ProblemList problems)
{
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
        return Finish(root) ? root : null;
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
            case YamlScalarNode scalar:
                PutVariables(scalar);
                return true;
            case YamlSequenceNode list:
                return list.Children.All(Finish);
            case YamlMappingNode map:
                var isFinished = map.Children.All(pair => Finish(pair.Key) && Finish(pair.Value));
                Merge(map);
                return isFinished;
            default:
                return true;
        }
    }

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

    private void PutVariables(YamlScalarNode scalar)
    {
        if (options.Variables is not { } variables || scalar.Value?.Contains("((", StringComparison.Ordinal) != true)
        {
            return;
        }
        scalar.Value = Variable().Replace(scalar.Value, match =>
        {
            var name = match.Groups["name"].Value;
            if (variables.TryGetValue(name, out var value))
            {
                return value;
            }
            problems.Error(scalar, field: null, $"Expected to find variables: {name}", $"--var {name}=VALUE, or '{name}: VALUE' in a file given by --vars-file");
            return match.Value;
        });
    }

    [GeneratedRegex(@"\(\((?<name>[-/.\w]+)\)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
