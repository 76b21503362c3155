using Ingot.Manifests.Problems;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ingot.Manifests.Reading;

/// <summary>Collects what is wrong while a manifest is read.</summary>
internal sealed class ProblemList
{
    /// <summary>Characters of a value that are repeated in a message.</summary>
    private const int LongestValue = 200;
    private readonly List<ManifestProblem> problems = [];

    /// <summary>The app being read, in the API's words.</summary>
    public string? Application { get; set; }

    public IReadOnlyList<ManifestProblem> InOrder => [.. problems.Distinct().OrderBy(problem => problem.Position.Line).ThenBy(problem => problem.Position.Column)];

    public void Error(YamlNode node, string? field, string message, string? accepted = null) =>
        Add(ManifestSeverity.Error, Position(node.Start), field, ValueOf(node), message, accepted);

    /// <summary>A key that must be there and is not: there is no value to show.</summary>
    public void Missing(YamlMappingNode from, string field, string message, string? accepted = null) =>
        Add(ManifestSeverity.Error, Position(from.Start), field, value: null, message, accepted);

    public void Warning(YamlNode node, string? field, string message, string? accepted = null) =>
        Add(ManifestSeverity.Warning, Position(node.Start), field, value: null, message, accepted);

    public void Error(ManifestPosition position, string message, string? accepted = null) =>
        Add(ManifestSeverity.Error, position, field: null, value: null, message, accepted);

    public static ManifestPosition Position(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private void Add(ManifestSeverity severity, ManifestPosition position, string? field, string? value, string message, string? accepted) =>
        problems.Add(new ManifestProblem
        {
            Severity = severity,
            Position = position,
            Application = Application,
            Field = field,
            Value = value,
            Message = message,
            Accepted = accepted,
        });

    private static string ValueOf(YamlNode node) => node switch
    {
        YamlScalarNode { Value.Length: > LongestValue } scalar => $"{scalar.Value[..LongestValue]}...",
        YamlScalarNode scalar => scalar.Value ?? "",
        YamlSequenceNode => "(a list)",
        _ => "(a mapping)",
    };
}
