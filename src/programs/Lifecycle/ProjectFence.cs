namespace Ingot.Lifecycle;

/// <summary>
/// Files that end a build tool's search up the folders. Without them an app staged inside somebody's repository (a data directory may
/// lie in one) is built with that repository's settings.
/// </summary>
internal static class ProjectFence
{
    public static void Write(string folder)
    {
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            File.WriteAllText(Path.Combine(folder, name), "<Project />\n");
        File.WriteAllText(Path.Combine(folder, "global.json"), "{}\n");
        File.WriteAllText(Path.Combine(folder, ".editorconfig"), "root = true\n");
    }
}
