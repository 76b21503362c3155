using System.Text.Json;
using Ingot.Lifecycle.Failures;

namespace Ingot.Lifecycle.Buildpacks.Node;

/// <summary>What the app's package.json says that staging cares about.</summary>
/// <param name="Node">The range under <c>engines.node</c>, or null.</param>
/// <param name="Scripts">Commands by name.</param>
/// <param name="Dependencies">Names of the packages the app needs when it runs.</param>
internal sealed record PackageJson(
    string? Name,
    string? Version,
    string? Node,
    IReadOnlyDictionary<string, string> Scripts,
    IReadOnlyList<string> Dependencies
)
{
    public const string File = "package.json";

    /// <exception cref="StagingFailedException">It is missing or cannot be read.</exception>
    public static PackageJson Of(AppFiles app)
    {
        if (!app.Has(File))
            throw Failed("it is missing, and a Node.js app is told by it");
        try
        {
            using var document = JsonDocument.Parse(
                System.IO.File.ReadAllText(app.Path(File)),
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Failed("it must be an object in braces");
            return new PackageJson(
                Text(root, "name"),
                Text(root, "version"),
                Texts(root, "engines").GetValueOrDefault("node"),
                Texts(root, "scripts"),
                [.. Texts(root, "dependencies").Keys]
            );
        }
        catch (JsonException fault)
        {
            throw Failed(fault.Message);
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Dictionary<string, string> Texts(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var section))
            return [];
        if (section.ValueKind != JsonValueKind.Object || section.EnumerateObject().Any(one => one.Value.ValueKind != JsonValueKind.String))
            throw Failed($"\"{name}\" must be an object of texts");
        return section.EnumerateObject().DistinctBy(one => one.Name).ToDictionary(one => one.Name, one => one.Value.GetString()!);
    }

    private static StagingFailedException Failed(string reason) =>
        new(StagingExit.SupplyFailed, $"Unable to parse package.json: {reason}\nFailed to run all supply scripts");
}
