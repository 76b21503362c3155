using Ingot.Cli.Failures;

namespace Ingot.Cli.Pushing;

/// <summary>Images instead of sources.</summary>
internal static class DockerImages
{
    /// <summary>Says what this platform does not run, before anything is changed.</summary>
    /// <param name="asked">What asks for an image.</param>
    public static CommandException Refuse(string asked) =>
        new($"Docker support has not been enabled. Ingot runs apps from their source or from a droplet: leave out {asked}, and push the app's directory.");
}
