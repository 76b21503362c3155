using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;

namespace Ingot.Lifecycle.Static;

/// <summary>A folder of files as a web site: which file answers which path.</summary>
/// <param name="Root">The folder.</param>
/// <param name="PushState">Paths without a file get index.html.</param>
/// <param name="DotFiles">Names starting with a dot are served; .well-known always is.</param>
internal sealed record StaticSite(string Root, bool PushState, bool DotFiles)
{
    public IFileProvider Files { get; } = new PhysicalFileProvider(Root, ExclusionFilters.None);

    /// <summary>Whether a path may be looked up at all. Hidden folders hold repositories and passwords.</summary>
    public bool Serves(string path) => DotFiles || path.Split('/').All(name => !name.StartsWith('.') || name == ".well-known");

    /// <summary>What answers when no file does, and with which status.</summary>
    public (string Path, int Status)? Fallback() =>
        PushState && Files.GetFileInfo("/index.html").Exists ? ("/index.html", 200)
        : Files.GetFileInfo("/404.html").Exists ? ("/404.html", 404)
        : null;
}
