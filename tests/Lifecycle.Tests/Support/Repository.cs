namespace Ingot.Lifecycle.Tests.Support;

internal static class Repository
{
    /// <summary>The repository's root, found by walking up.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Sample(string name) => Path.Combine(Root, "samples", name);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Ingot.slnx")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No Ingot.slnx above the tests."));
}
