namespace Ingot.Lifecycle.Tests.Support;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ingot-test-").FullName;

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var file = In(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, mode);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
