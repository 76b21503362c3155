using Ingot.Manifests.Apps;
using Ingot.Manifests.Problems;
using Ingot.Manifests.Reading;
using YamlDotNet.RepresentationModel;

namespace Ingot.Manifests;

/// <summary>Reads the whole document: its version, the attributes above the list, the list of apps.</summary>
internal static class ManifestReader
{
    private const string AppsKey = "applications";
    private const string Layout = "'applications:' on a line of its own, and below it one '- name: APP' per app with its attributes under the name";

    public static Manifest Read(string text, ManifestOptions options)
    {
        var problems = new ProblemList();
        if (new YamlText(options, problems).Parse(text) is not { } root)
        {
            if (problems.InOrder.Count == 0)
            {
                problems.Error(new ManifestPosition(1, 1), "Cannot parse manifest with no 'applications' field.", Layout);
            }
            return new Manifest { Problems = problems.InOrder };
        }
        if (root is not YamlMappingNode map)
        {
            problems.Error(root, field: null, "the manifest must be a mapping", Layout);
            return new Manifest { Problems = problems.InOrder };
        }
        var top = new Section(map, problems);
        CheckVersion(top, problems);
        var inherited = Inheritable(top, problems);
        return new Manifest
        {
            Apps = ReadApps(top, inherited, options.NameOfOnlyApp, problems),
            Problems = problems.InOrder,
            Inherited = [.. inherited.Select(pair => new InheritedAttribute($"{pair.Key}", ProblemList.Position(pair.Key.Start)))],
        };
    }

    private static void CheckVersion(Section top, ProblemList problems)
    {
        if (top.Text("version") is { } version && version != "1")
        {
            problems.Error(top.Find("version")!, "version", "Unsupported manifest schema version. Currently supported versions: [1].", "1");
        }
    }

    private static List<KeyValuePair<YamlNode, YamlNode>> Inheritable(Section top, ProblemList problems)
    {
        var inherited = new List<KeyValuePair<YamlNode, YamlNode>>();
        foreach (var pair in top.Node.Children)
        {
            var key = Section.Spelling($"{pair.Key}");
            if (key is AppsKey or "version")
            {
                continue;
            }
            if (AppReader.IsAttribute(key))
            {
                inherited.Add(pair);
            }
            else if (pair.Value.Anchor.IsEmpty && top.Has(AppsKey))
            {
                problems.Warning(pair.Key, $"{pair.Key}", $"the key '{pair.Key}' is not known at the top level and has no effect", KeyAdvice.For(key, AppReader.Attributes.Append(AppsKey)));
            }
        }
        return inherited;
    }

    private static List<AppManifest> ReadApps(Section top, List<KeyValuePair<YamlNode, YamlNode>> inherited, string? nameOfOnlyApp, ProblemList problems)
    {
        switch (top.Find(AppsKey))
        {
            case YamlSequenceNode { Children.Count: > 0 } list:
                return ReadList(list, inherited, list.Children.Count == 1 ? nameOfOnlyApp : null, problems);
            case null when !top.Has(AppsKey):
                var first = top.Node.Children.FirstOrDefault().Key;
                var name = top.Text("name") ?? "APP";
                problems.Error(first is null ? top.Position : ProblemList.Position(first.Start), first is null
                    ? "Cannot parse manifest with no 'applications' field."
                    : $"Cannot parse manifest with no 'applications' field. '{first}' belongs to an app: put 'applications:' and '- name: {name}' above it, and indent it by two spaces", Layout);
                return [];
            case var other:
                problems.Error(other ?? top.KeyNode(AppsKey)!, AppsKey, "'applications' must be a list with at least one app", Layout);
                return [];
        }
    }

    private static List<AppManifest> ReadList(YamlSequenceNode list, List<KeyValuePair<YamlNode, YamlNode>> inherited, string? nameWithout, ProblemList problems)
    {
        var apps = new List<AppManifest>();
        for (var index = 0; index < list.Children.Count; index++)
        {
            problems.Application = $"application at index {index}";
            if (list.Children[index] is not YamlMappingNode map)
            {
                problems.Error(list.Children[index], $"{AppsKey}[{index}]", "an app must be a mapping", "'- name: APP' with its attributes under the name");
                continue;
            }
            var app = new Section(map, problems);
            foreach (var (key, value) in inherited)
            {
                app.Inherit(key, value);
            }
            if (new AppReader(app, problems).Read(nameWithout) is { } read)
            {
                if (apps.Find(other => other.Name == read.Name) is { } twin)
                {
                    problems.Error(app.Find("name") ?? app.Node, "name", $"the name is used twice, first on line {twin.Position.Line}", "a name of its own for every app");
                }
                apps.Add(read);
            }
        }
        problems.Application = null;
        return apps;
    }
}
