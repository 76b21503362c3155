using System.Globalization;
using Ingot.Manifests.Apps;
using Ingot.Manifests.Problems;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ingot.Manifests.Reading;

/// <summary>One mapping of the manifest while it is read: typed look-ups that report what does not fit, and the keys nobody asked for.</summary>
internal sealed class Section
{
    private readonly record struct Entry(YamlNode Key, YamlNode Value);

    private readonly Dictionary<string, Entry> entries = [];
    private readonly HashSet<string> known = [];
    private readonly ProblemList problems;
    private readonly string path;

    /// <param name="path">What stands before a key in messages, e.g. <c>processes[0].</c>.</param>
    public Section(YamlMappingNode node, ProblemList problems, string path = "")
    {
        Node = node;
        this.problems = problems;
        this.path = path;
        foreach (var (key, value) in node.Children)
        {
            Add(key, value);
        }
    }

    public YamlMappingNode Node { get; }

    /// <summary>A word before messages, e.g. <c>Process "web": </c>.</summary>
    public string Subject { get; set; } = "";

    public ManifestPosition Position => ProblemList.Position(Node.Start);

    public IEnumerable<YamlNode> UnknownKeys => entries.Where(entry => !known.Contains(entry.Key)).Select(entry => entry.Value.Key);

    /// <summary>CF treats <c>disk_quota</c> and <c>disk-quota</c> as one key.</summary>
    public static string Spelling(string key) => key.Replace('_', '-');

    /// <summary>Takes the attribute over from above when it has no value here.</summary>
    public void Inherit(YamlNode key, YamlNode value)
    {
        var name = Spelling(((YamlScalarNode)key).Value ?? "");
        if (!entries.TryGetValue(name, out var own))
        {
            entries[name] = new Entry(key, value);
        }
        else if (name == "env" && own.Value is YamlMappingNode ownMap && value is YamlMappingNode above)
        {
            var merged = new YamlMappingNode(ownMap.Children.Concat(above.Children.Where(pair => !ownMap.Children.ContainsKey(pair.Key))));
            entries[name] = own with { Value = merged };
        }
    }

    public bool Has(string key) => entries.ContainsKey(key);

    public YamlNode? KeyNode(string key) => entries.TryGetValue(key, out var entry) ? entry.Key : null;

    /// <summary>The value, or null when the key is absent or its value is null.</summary>
    public YamlNode? Find(string key) => FindOrNull(key) is { } node && !IsNull(node) ? node : null;

    /// <summary>The value even when it is YAML's null; null when the key is absent.</summary>
    public YamlNode? FindOrNull(string key)
    {
        known.Add(key);
        return entries.TryGetValue(key, out var entry) ? entry.Value : null;
    }

    public string? Text(string key)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }
        if (node is YamlScalarNode scalar)
        {
            return scalar.Value ?? "";
        }
        Wrong(node, key, "must be a string", "text");
        return null;
    }

    public bool? Flag(string key)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }
        switch ((node as YamlScalarNode)?.Value?.ToLowerInvariant())
        {
            case "true" or "yes" or "on":
                return true;
            case "false" or "no" or "off":
                return false;
            default:
                Wrong(node, key, "must be a boolean", "true or false");
                return null;
        }
    }

    public int? Number(string key, string name, int minimum, int maximum)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }
        var accepted = maximum == int.MaxValue ? $"a whole number from {minimum}" : $"a whole number from {minimum} to {maximum}";
        if (node is not YamlScalarNode { Value: { } text } || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            Fault(node, key, $"{name} is not a number", accepted);
        }
        else if (number != decimal.Truncate(number))
        {
            Fault(node, key, $"{name} must be an integer", accepted);
        }
        else if (number < minimum)
        {
            Fault(node, key, $"{name} must be greater than or equal to {minimum}", accepted);
        }
        else if (number > maximum)
        {
            Fault(node, key, $"{name} must be less than or equal to {maximum}", accepted);
        }
        else
        {
            return (int)number;
        }
        return null;
    }

    public int? Megabytes(string key, string name)
    {
        if (Find(key) is not { } node || Bytes(node, key, name, Sizes.Accepted) is not { } bytes)
        {
            return null;
        }
        if (bytes >> 20 is > 0 and <= int.MaxValue and var megabytes)
        {
            return (int)megabytes;
        }
        Fault(node, key, bytes >> 20 > 0 ? $"{name} is out of range" : $"{name} must be greater than 0MB", Sizes.Accepted);
        return null;
    }

    public long? BytesPerSecond(string key, string name)
    {
        const string accepted = $"-1 for no limit, 0, or {Sizes.Accepted}";
        return Find(key) switch
        {
            null => null,
            YamlScalarNode { Value: "-1" } => -1,
            YamlScalarNode { Value: "0" } => 0,
            var node => Bytes(node, key, name, accepted),
        };
    }

    public string? OneOf(string key, string name, params string[] values)
    {
        if (Text(key) is not { } text || values.Contains(text))
        {
            return Text(key);
        }
        Fault(Find(key)!, key, $"{name} must be {string.Join(", ", values.Select(value => $"\"{value}\""))}", string.Join(", ", values));
        return null;
    }

    /// <summary>The elements of a list, or null when the key is absent.</summary>
    public IReadOnlyList<YamlNode>? List(string key, string accepted)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlSequenceNode list:
                return [.. list.Children];
            case var node:
                Wrong(node, key, "must be a list", accepted);
                return null;
        }
    }

    /// <summary>The elements of a list of plain texts, or null when the key is absent.</summary>
    public IReadOnlyList<string>? Texts(string key)
    {
        if (List(key, "a list of texts") is not { } nodes)
        {
            return null;
        }
        foreach (var node in nodes.Where(node => node is not YamlScalarNode))
        {
            Wrong(node, key, "must be a list of strings", "a list of texts");
        }
        return [.. nodes.OfType<YamlScalarNode>().Select(scalar => scalar.Value ?? "")];
    }

    /// <summary>The mapping under the key, or null when the key is absent.</summary>
    public Section? Map(string key) => Mapping(key) is { } map ? new Section(map, problems, $"{path}{key}.") { Subject = Subject } : null;

    /// <summary>The mapping as texts, each key and value as it is written; null when the key is absent.</summary>
    public IReadOnlyDictionary<string, string?>? TextMap(string key)
    {
        if (Mapping(key) is not { } map)
        {
            return null;
        }
        var texts = new Dictionary<string, string?>();
        foreach (var (name, value) in map.Children)
        {
            if (name is YamlScalarNode { Value: { } text } && value is YamlScalarNode scalar)
            {
                texts[text] = IsNull(scalar) ? null : scalar.Value;
            }
            else
            {
                problems.Error(value, $"{path}{key}.{name}", $"{Subject}The value must be a string, a number or a boolean", "a plain value; quote it when it is JSON");
            }
        }
        return texts;
    }

    /// <summary>Says of a key, when it is there, that what it asks for is not done.</summary>
    public void Warn(string key, string message)
    {
        if (Find(key) is not null)
        {
            problems.Warning(KeyNode(key)!, $"{path}{key}", message);
        }
    }

    /// <summary>Reports the keys nobody asked for.</summary>
    public void WarnUnknown()
    {
        foreach (var key in UnknownKeys)
        {
            problems.Warning(key, $"{path}{key}", $"the key '{key}' is not known here and has no effect", KeyAdvice.For($"{key}", known));
        }
    }

    public void Fault(YamlNode node, string key, string message, string? accepted = null) =>
        problems.Error(node, $"{path}{key}", Subject + message, accepted);

    /// <summary>A fault of the key's value, or of its absence.</summary>
    public void Fault(string key, string message, string? accepted = null)
    {
        if (FindOrNull(Spelling(key)) is { } node)
        {
            Fault(node, key, message, accepted);
        }
        else
        {
            problems.Missing(Node, $"{path}{key}", Subject + message, accepted);
        }
    }

    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    private YamlMappingNode? Mapping(string key)
    {
        if (Find(key) is { } node and not YamlMappingNode)
        {
            Wrong(node, key, "must be a mapping", "keys with values below it");
        }
        return Find(key) as YamlMappingNode;
    }

    private long? Bytes(YamlNode node, string key, string name, string accepted)
    {
        var text = (node as YamlScalarNode)?.Value ?? "";
        if (Sizes.TryParse(text) is { } bytes)
        {
            return bytes;
        }
        Fault(node, key, Sizes.StartsWithNumber(text) ? $"{name} must use a supported unit: B, K, KB, M, MB, G, GB, T, or TB" : $"{name} is not a number", accepted);
        return null;
    }

    private void Wrong(YamlNode node, string key, string message, string accepted) =>
        Fault(node, key, $"{char.ToUpperInvariant(key[0])}{key.AsSpan(1)} {message}", accepted);

    private void Add(YamlNode key, YamlNode value)
    {
        var name = Spelling((key as YamlScalarNode)?.Value ?? $"{key}");
        if (!entries.TryAdd(name, new Entry(key, value)))
        {
            problems.Error(key, path + name, $"'{entries[name].Key}' and '{key}' are the same key; keep one of them");
        }
    }
}
