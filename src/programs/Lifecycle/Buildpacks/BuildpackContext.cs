using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Droplets;

namespace Ingot.Lifecycle.Buildpacks;

/// <summary>What a buildpack works with during one staging.</summary>
internal sealed record BuildpackContext
{
    public required AppFiles App { get; init; }

    /// <summary>The buildpack's place among those taking part, as its folder is called: <c>0</c>, or <c>00</c> when there are ten.</summary>
    public required string Index { get; init; }
    public required DropletLayout Layout { get; init; }
    public required Machine Machine { get; init; }
    public required StagingLog Log { get; init; }

    /// <summary>For files that do not go into the droplet.</summary>
    public required string Scratch { get; init; }

    /// <summary>For files that the next staging of the app is better off with; it may find them gone.</summary>
    public required string Cache { get; init; }

    /// <summary>The buildpack's own folder of deps.</summary>
    public string Deps => Path.Combine(Layout.Deps, Index);

    /// <summary>Programs put here are on PATH while finalizing and at run time.</summary>
    public string Bin => Path.Combine(Deps, "bin");

    /// <summary>Writes a script into this buildpack's bin.</summary>
    public void WriteProgram(string name, string text)
    {
        Directory.CreateDirectory(Bin);
        var file = Path.Combine(Bin, name);
        File.Delete(file);
        File.WriteAllText(file, text);
        const UnixFileMode Rwxr_xr_x = (UnixFileMode)0b111_101_101;
        File.SetUnixFileMode(file, Rwxr_xr_x);
    }

    /// <summary>Adds a script to profile.d which puts this buildpack's bin on PATH, then does what the lines say.</summary>
    public void WriteProfile(params string[] lines) =>
        File.WriteAllLines(
            Path.Combine(Layout.ProfileD, $"{Index}_buildpack.sh"),
            [$"export PATH=\"$DEPS_DIR/{Index}/bin:$PATH\"", .. lines]
        );
}
