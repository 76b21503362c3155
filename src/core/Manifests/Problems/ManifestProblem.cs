namespace Ingot.Manifests.Problems;

/// <summary>Whether a problem stops the manifest from being used.</summary>
public enum ManifestSeverity
{
    /// <summary>The manifest is used; the part named has no effect.</summary>
    Warning,

    /// <summary>The manifest is refused.</summary>
    Error,
}

/// <summary>One thing wrong with a manifest, told in full: where, which field, which value, and what would be accepted.</summary>
public sealed record ManifestProblem
{
    public required ManifestSeverity Severity { get; init; }
    public required ManifestPosition Position { get; init; }

    /// <summary>The app concerned in the API's words, e.g. <c>application 'hello'</c>; null when it is not about one app.</summary>
    public string? Application { get; init; }

    /// <summary>The key as written, e.g. <c>memory</c> or <c>processes[0].type</c>.</summary>
    public string? Field { get; init; }

    /// <summary>The value as written.</summary>
    public string? Value { get; init; }

    /// <summary>What is wrong, in Cloud Foundry's words where it has them.</summary>
    public required string Message { get; init; }

    /// <summary>What would be right.</summary>
    public string? Accepted { get; init; }

    /// <summary>The text of an API error's <c>detail</c>: Cloud Foundry's sentence first, then the place.</summary>
    public string Detail => $"{(Application is null ? "" : $"For {Application}: ")}{Message} ({Position}{(Subject is null ? "" : $", {Subject}")}{Cure})";

    /// <summary>The text of a client's line: the place first.</summary>
    public override string ToString() => $"{string.Join(": ", new[] { $"{Position}", Application, Subject, Message }.OfType<string>())}{Cure}";

    private string? Subject => Field is null ? null : Value is null ? Field : $"{Field} '{Value}'";

    private string Cure => Accepted is null ? "" : $"; accepted: {Accepted}";
}
