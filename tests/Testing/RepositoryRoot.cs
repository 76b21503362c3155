namespace Ingot.Testing;

/// <summary>The checkout the tests run from, found by walking up from the test's executable.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Ingot.slnx")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("No folder above the tests holds Ingot.slnx.");
    }
}
