namespace Ingot.Lifecycle.Buildpacks;

/// <summary>The app's own files, as buildpacks ask about them.</summary>
internal sealed record AppFiles(string Root)
{
    public string Path(string name) => System.IO.Path.Combine(Root, name);

    public bool Has(string name) => File.Exists(Path(name));

    /// <summary>Files in the app's root folder that match, by name.</summary>
    public IReadOnlyList<string> InRoot(string pattern) => [.. Directory.EnumerateFiles(Root, pattern).Order(StringComparer.Ordinal)];

    /// <summary>Files that match anywhere down to three folders deep, by name; folders starting with a dot are left out.</summary>
    public IReadOnlyList<string> Anywhere(string pattern) =>
        [
            .. Directory
                .EnumerateFiles(
                    Root,
                    pattern,
                    new EnumerationOptions
                    {
                        RecurseSubdirectories = true,
                        MaxRecursionDepth = 3,
                        AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
                    }
                )
                .Order(StringComparer.Ordinal),
        ];
}
