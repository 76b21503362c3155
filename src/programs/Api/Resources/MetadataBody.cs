using System.Text.RegularExpressions;
using Ingot.Api.Http;
using Ingot.Model;

namespace Ingot.Api.Resources;

/// <summary>Labels and annotations to merge; null removes. CF v3 "Metadata".</summary>
internal sealed partial record MetadataBody : Body
{
    private const int MaximumAnnotation = 5000;

    public Dictionary<string, string?>? Labels { get; init; }
    public Dictionary<string, string?>? Annotations { get; init; }

    public void MergeInto(LabelledResource row)
    {
        Merge(Labels, row.Labels);
        Merge(Annotations, row.Annotations);
    }

    protected override void Check(Faults faults)
    {
        foreach (var (key, value) in Labels ?? [])
        {
            CheckKey(key, "label", faults);
            faults.AddIf(
                value is { Length: > 0 } && !Part().IsMatch(value),
                $"Metadata label value error: '{value}' must be at most 63 characters, alphanumeric, '-', '_' or '.'"
            );
        }
        foreach (var (key, value) in Annotations ?? [])
        {
            CheckKey(key, "annotation", faults);
            faults.AddIf(value?.Length > MaximumAnnotation, $"Metadata annotation value error: '{key}' is greater than {MaximumAnnotation} characters");
        }
    }

    private static void CheckKey(string key, string kind, Faults faults)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var (prefix, name) = slash < 0 ? ("", key) : (key[..slash], key[(slash + 1)..]);
        faults.AddIf(!Part().IsMatch(name), $"Metadata {kind} key error: '{name}' must be at most 63 characters, alphanumeric, '-', '_' or '.'");
        faults.AddIf(prefix == "cloudfoundry.org", $"Metadata {kind} key error: prefix 'cloudfoundry.org' is reserved");
        faults.AddIf(slash == 0 || (slash > 0 && !DnsName().IsMatch(prefix)), $"Metadata {kind} key error: prefix '{prefix}' must be in valid dns format");
    }

    private static void Merge(Dictionary<string, string?>? changes, Dictionary<string, string> values)
    {
        foreach (var (key, value) in changes ?? [])
        {
            if (value is null)
                values.Remove(key);
            else
                values[key] = value;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex Part();

    [GeneratedRegex(@"^(?=.{1,253}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\z")]
    private static partial Regex DnsName();
}

/// <summary>The body of <c>PATCH</c> for nouns of which nothing else can be changed.</summary>
internal sealed record UpdateMetadataBody : Body
{
    public MetadataBody? Metadata { get; init; }

    protected override void Check(Faults faults) => Metadata?.CheckAll(faults);
}
