using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Ingot.Manifests.Reading;

/// <summary>Puts variables into the texts of a manifest and remembers those it has no value for.</summary>
internal sealed partial class VariableText(ManifestVariables variables, ProblemList problems)
{
    private readonly SortedSet<string> missing = new(StringComparer.Ordinal);
    private YamlNode? firstMissing;

    /// <summary>The node to stand in the scalar's place: another when the whole text is one variable, so that its kind is kept.</summary>
    public YamlNode Put(YamlScalarNode scalar)
    {
        if (scalar.Value?.Contains("((", StringComparison.Ordinal) != true)
        {
            return scalar;
        }
        if (Variable().Match(scalar.Value) is { Success: true } match && match.Length == scalar.Value.Length)
        {
            return Find(scalar, match) is not { } whole ? scalar : whole is YamlScalarNode value ? Replace(scalar, value) : whole;
        }
        scalar.Value = Variable().Replace(scalar.Value, part => Find(scalar, part) switch
        {
            null => part.Value,
            YamlScalarNode { Value: var text } => text ?? "",
            _ => Refuse(scalar, part),
        });
        return scalar;
    }

    /// <summary>Whether every variable had a value; those that had none are reported together, as the official client does.</summary>
    public bool ReportMissing()
    {
        if (firstMissing is not null)
        {
            var name = missing.First();
            problems.Error(ProblemList.Position(firstMissing.Start), $"Expected to find variables: {string.Join(", ", missing)}", $"--var {name}=VALUE, or '{name}: VALUE' in a file given by --vars-file");
        }
        return firstMissing is null;
    }

    private YamlNode? Find(YamlScalarNode scalar, Match match)
    {
        var name = match.Groups["name"].Value;
        if (variables.Find(name) is { } value)
        {
            return value;
        }
        missing.Add(name);
        firstMissing ??= scalar;
        return null;
    }

    /// <summary>The scalar keeps its place in the manifest, where its reader looks when something is wrong with it.</summary>
    private static YamlScalarNode Replace(YamlScalarNode scalar, YamlScalarNode value)
    {
        (scalar.Value, scalar.Style) = (value.Value, value.Style);
        return scalar;
    }

    private string Refuse(YamlScalarNode scalar, Match part)
    {
        problems.Error(scalar, field: null, $"The variable '{part.Groups["name"]}' is a list or a mapping and cannot stand inside a text", "a text or a number, or the variable alone");
        return part.Value;
    }

    [GeneratedRegex(@"\(\(!?(?<name>[-/.\w]+)\)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
