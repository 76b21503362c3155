namespace Ingot.Model.Revisions;

/// <summary>
/// What an app was started with: written by the first start and by each further one that has another droplet, environment or start
/// command, and kept to return to.
/// </summary>
public sealed class Revision : LabelledResource
{
    /// <summary>How many of an app are kept. Capi: <c>max_retained_revisions_per_app</c>.</summary>
    public const int Kept = 100;

    public required string AppGuid { get; set; }

    /// <summary>Counted for each app, from 1.</summary>
    public int Version { get; set; }

    /// <summary>Why it was written.</summary>
    public string Description { get; set; } = "";
    public required string DropletGuid { get; set; }
    public Dictionary<string, string> Environment { get; set; } = [];

    /// <summary>By process type the start command it was given; null where the droplet's own ran.</summary>
    public Dictionary<string, string?> Commands { get; set; } = [];

    /// <summary>What this has that the one before has not, in CF's words (cloud_controller_ng: app/actions/revision_resolver.rb).</summary>
    public IEnumerable<string> ChangesFrom(Revision before)
    {
        if (DropletGuid != before.DropletGuid)
            yield return "New droplet deployed.";
        if (Environment.Count != before.Environment.Count || Environment.Except(before.Environment).Any())
            yield return "New environment variables deployed.";
        foreach (var type in Commands.Keys.Union(before.Commands.Keys).Order(StringComparer.Ordinal))
        {
            var (isNew, isGone) = (!before.Commands.TryGetValue(type, out var old), !Commands.TryGetValue(type, out var command));
            if (isNew || isGone)
                yield return isNew ? $"New process type '{type}' added." : $"Process type '{type}' removed.";
            else if (command != old)
                yield return $"Custom start command {(old is null ? "added" : command is null ? "removed" : "updated")} for '{type}' process.";
        }
    }
}
