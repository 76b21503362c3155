using Ingot.Lifecycle.Failures;

namespace Ingot.Lifecycle;

/// <summary>What one staging works on; all paths are absolute.</summary>
internal sealed record StageOptions
{
    /// <summary>The app's files as a zip.</summary>
    public required string Package { get; init; }

    /// <summary>Where the droplet (.tgz) is written.</summary>
    public required string Droplet { get; init; }

    /// <summary>Where <see cref="Protocol.Cells.StagingResult"/> is written.</summary>
    public required string Result { get; init; }

    /// <summary>A folder of this staging's own, emptied by whoever made it.</summary>
    public required string Work { get; init; }

    /// <summary>The build cache (.tgz) of the app's last staging; the file may be missing.</summary>
    public string? CacheIn { get; init; }

    /// <summary>Where the build cache is written when it has changed.</summary>
    public string? CacheOut { get; init; }

    /// <summary>Buildpacks asked for by name, in order; empty means detection.</summary>
    public required IReadOnlyList<string> Buildpacks { get; init; }

    /// <summary>Reads what <see cref="Usage"/> says.</summary>
    /// <exception cref="StagingFailedException">An option is unknown, lacks its value or is missing.</exception>
    public static StageOptions Parse(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string>();
        var buildpacks = new List<string>();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (args[i] is not ("--package" or "--droplet" or "--result" or "--work" or "--cache-in" or "--cache-out" or "--buildpack"))
                throw Usage($"unknown option {args[i]}");
            if (i + 1 == args.Count)
                throw Usage($"{args[i]} needs a value");
            if (args[i] == "--buildpack")
                buildpacks.Add(args[i + 1]);
            else
                values[args[i]] = Path.GetFullPath(args[i + 1]);
        }

        return new StageOptions
        {
            Package = Required("--package"),
            Droplet = Required("--droplet"),
            Result = Required("--result"),
            Work = Required("--work"),
            CacheIn = values.GetValueOrDefault("--cache-in"),
            CacheOut = values.GetValueOrDefault("--cache-out"),
            Buildpacks = buildpacks,
        };

        string Required(string name) => values.GetValueOrDefault(name) ?? throw Usage($"{name} is missing");
    }

    private static StagingFailedException Usage(string fault) =>
        new(
            StagingExit.Failed,
            $"ingot stage: {fault}. Usage: ingot stage --package P.zip --droplet OUT.tgz --result R.json --work DIR "
                + "[--cache-in IN.tgz] [--cache-out OUT.tgz] [--buildpack NAME]..."
        );
}
