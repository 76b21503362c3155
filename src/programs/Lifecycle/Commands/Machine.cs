using System.Runtime.InteropServices;

namespace Ingot.Lifecycle.Commands;

/// <summary>The programs of this machine: where staging looks for interpreters and compilers.</summary>
internal sealed record Machine(IReadOnlyList<string> SearchPath)
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The folder of the dotnet we run on, three above shared/Microsoft.NETCore.App/VERSION.</summary>
    public static string OwnDotnet { get; } =
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")));

    /// <summary>PATH first, then the places where programs are though PATH may not say so.</summary>
    public static Machine Current()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        string?[] usual = [Environment.GetEnvironmentVariable("DOTNET_ROOT"), OwnDotnet, "/usr/local/bin", "/usr/bin", "/bin"];
        return new Machine([.. path.Concat(usual.OfType<string>()).Where(Path.IsPathRooted).Select(RealFolder).Distinct()]);
    }

    /// <summary>Every executable of that name, best first.</summary>
    public IEnumerable<string> FindAll(string name) =>
        SearchPath.Select(folder => Path.Combine(folder, name)).Where(IsExecutable).DistinctBy(RealPath);

    public string? Find(string name) => FindAll(name).FirstOrDefault();

    /// <summary>The file itself, behind any links.</summary>
    public static string RealPath(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;

    /// <summary>/bin is /usr/bin on most machines; asking it twice costs an interpreter's start.</summary>
    private static string RealFolder(string folder) =>
        new DirectoryInfo(folder) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : folder;

    private static bool IsExecutable(string file) =>
        File.Exists(file) && (File.GetUnixFileMode(RealPath(file)) & AnyExecute) != UnixFileMode.None;
}
