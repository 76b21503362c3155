using System.Text.Json;
using Ingot.ApiClient.Http;
using Ingot.ApiClient.Packages;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Pushing;

/// <summary>Shows what applying a manifest changes.</summary>
internal static class ManifestDisplay
{
    public static async Task ShowAsync(Session session, string yaml, CancellationToken cancellationToken)
    {
        List<ManifestDifference> differences;
        try
        {
            differences = await session.Api.DiffManifestAsync(session.Config.SpaceFields.Guid, yaml, cancellationToken);
        }
        catch (ApiException refusal) when ((int)refusal.Status >= 500 || refusal.Errors.Count == 0)
        {
            session.Console.Warning("Unable to generate diff. Continuing to apply manifest...");
            return;
        }
        session.Console.Line();
        session.Console.Line("Updating with these attributes...");
        foreach (var line in yaml.TrimEnd('\n').Split('\n'))
        {
            session.Console.Line($"  {line}");
        }
        foreach (var difference in differences)
        {
            Show(session.Console, difference);
        }
    }

    private static void Show(CliConsole console, ManifestDifference difference)
    {
        if (difference.Op is "remove" or "replace")
        {
            console.Line(console.Paint($"- {difference.Path}: {Text(difference.Was)}", Style.Removed));
        }
        if (difference.Op is "add" or "replace")
        {
            console.Line(console.Paint($"+ {difference.Path}: {Text(difference.Value)}", Style.Added));
        }
    }

    private static string Text(JsonElement? value) => value switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        var other => other.Value.GetRawText(),
    };
}
