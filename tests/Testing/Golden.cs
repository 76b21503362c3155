namespace Ingot.Testing;

/// <summary>Compares with a file kept in the repository; with <c>INGOT_GOLDEN=write</c> writes it instead.</summary>
public static class Golden
{
    private static readonly string Root = FindRoot();

    /// <summary>The full path of a file given from the repository's root.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static void Verify(string relative, string actual)
    {
        var file = Path(relative);
        if (Environment.GetEnvironmentVariable("INGOT_GOLDEN") == "write")
        {
            File.WriteAllText(file, actual);
            return;
        }
        var expected = File.Exists(file) ? File.ReadAllText(file) : throw new InvalidOperationException($"{relative} is missing; INGOT_GOLDEN=write makes it. It would be:\n{actual}");
        if (expected != actual)
        {
            throw new InvalidOperationException($"{relative} differs. Expected:\n{expected}\nbut was:\n{actual}");
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Ingot.slnx")))
        {
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository's root is not above the tests.");
        }
        return folder;
    }
}
