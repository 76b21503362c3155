using System.Text.Json;
using Ingot.ApiClient.Events;
using Ingot.Cli.CommandLine;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Apps;

/// <summary>Shows what happened to an app.</summary>
internal sealed class EventsCommand : Command
{
    /// <summary>What of an event's data is worth a look, in this order.</summary>
    private static readonly string[] TellingKeys =
        ["index", "reason", "cell_id", "instance", "exit_description", "exit_status", "recursive", "disk_quota", "instances", "memory", "state", "command", "environment_json"];

    public override CommandDescription Description => new("events", "Show recent app events")
    {
        Usage = "cf events APP_NAME",
        Arguments = [AppLookup.AppName],
        SeeAlso = "app, logs, map-route, unmap-route",
    };

    public override async Task RunAsync(Session session, ParsedArguments arguments, CancellationToken cancellationToken)
    {
        session.RequireSpace();
        var name = arguments["APP_NAME"];
        session.SayDoing("Getting events for app", name);
        var app = await session.GetAppAsync(name, cancellationToken);
        var events = await session.Api.RecentEventsAsync(app.Guid, cancellationToken);
        if (events.Count == 0)
        {
            session.Console.Line("No events found.");
        }
        session.Console.Table(
        [
            ["time", "event", "actor", "description"],
            .. events.Select(happened => new[] { Figures.LogTime(happened.CreatedAt), happened.Type, happened.Actor?.Name ?? "", Describe(happened.Data) }),
        ]);
    }

    private static string Describe(JsonElement? data)
    {
        if (data is not { ValueKind: JsonValueKind.Object } known)
        {
            return "";
        }
        var request = known.TryGetProperty("request", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : known;
        return string.Join(", ", TellingKeys.Where(key => request.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null)
            .Select(key => $"{key}: {Text(request.GetProperty(key))}"));
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };
}
