using System.IO.Compression;

namespace Ingot.Api.Packages;

/// <summary>The Unix mode inside a zip's entry.</summary>
internal static class ZipModes
{
    private const int TypeMask = 0xF000;
    private const int Link = 0xA000;
    private const int RegularFile = 0x8000;

    public static bool IsLink(ZipArchiveEntry entry) => ((entry.ExternalAttributes >>> 16) & TypeMask) == Link;

    /// <param name="permissions">The nine bits of a regular file.</param>
    public static int OfFile(int permissions) => (RegularFile | permissions) << 16;
}
