using Ingot.Manifests.Apps;

namespace Ingot.Cli.CommandLine;

/// <summary>What option values must look like, in the official client's words.</summary>
internal static class Checks
{
    public static string? Instances(string value) =>
        long.TryParse(value, out var number) && number >= 0 ? null : $"invalid argument for flag '-i' (expected int > 0): \"{value}\"";

    public static string? Positive(string value) => int.TryParse(value, out var number) && number >= 1 ? null : "Value must be greater than or equal to 1.";

    public static string? Megabytes(string value) => Sizes.TryParse(value) is { } bytes && bytes >> 20 is > 0 and <= int.MaxValue
        ? null
        : "Byte quantity must be an integer with a unit of measurement like M, MB, G, or GB";

    public static string? BytesOrUnlimited(string value) =>
        value is "-1" or "0" || Sizes.TryParse(value) is not null ? null : "Byte quantity must be an integer with a unit of measurement like B, K, KB, M, MB, G, or GB";

    /// <summary>With <c>none</c>, the name <c>process</c> had of old.</summary>
    public static string? HealthCheckType(string value) =>
        value is "port" or "process" or "http" or "none" ? null : "HEALTH_CHECK_TYPE must be \"port\", \"process\", or \"http\"";

    public static string? CurrentHealthCheckType(string value) => HealthCheckType(value is "none" ? "" : value.ToLowerInvariant());

    public static string? Strategy(string value) => value is "rolling" or "canary" or "" ? null : "STRATEGY must be \"rolling\", \"canary\" or not set";

    public static string? Weights(string value) => value.Split(',').All(weight => int.TryParse(weight, out _)) ? null : $"Value for --instance-steps must be list of weights, not \"{value}\"";

    public static string? Index(string value) => int.TryParse(value, out _) ? null : $"invalid argument for flag `INDEX' (expected int): \"{value}\" is not a number";

    public static string? Port(string value) => int.TryParse(value, out _) ? null : $"invalid argument for flag `--port' (expected int): \"{value}\" is not a number";

    public static string? ExistingPath(string value) => Path.Exists(value) ? null : $"The specified path '{value}' does not exist.";

    public static string? ManifestPath(string value) => (Directory.Exists(value), File.Exists(value)) switch
    {
        (true, _) when ManifestFiles.FindIn(value) is null => $"The specified directory '{value}' does not contain a file named 'manifest.yml'.",
        (false, false) => $"The specified path '{value}' does not exist.",
        _ => null,
    };

    public static string? Variable(string value) => value.Split('=', 2) switch
    {
        [_] => $"invalid argument for flag `--var' (expected template.VarKV): Expected var '{value}' to be in format 'name=value'",
        ["", _] => $"invalid argument for flag `--var' (expected template.VarKV): Expected var '{value}' to specify non-empty name",
        [_, ""] => $"invalid argument for flag `--var' (expected template.VarKV): Expected var '{value}' to specify non-empty value",
        _ => null,
    };
}

/// <summary>Where a directory's manifest is.</summary>
internal static class ManifestFiles
{
    private static readonly string[] Names = ["manifest.yml", "manifest.yaml"];

    public static string? FindIn(string directory) =>
        Names.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
}
