using System.Runtime.InteropServices;

namespace Ingot.Cell.Runs;

/// <summary>Where the .NET of this process is installed; apps and staging need it too.</summary>
internal static class Dotnet
{
    /// <summary>The folder with <c>dotnet</c>: three above the shared framework's version.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}
