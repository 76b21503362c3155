using System.Security.Cryptography;

namespace Ingot.Model.Packages;

/// <summary>How clients and the platform find out that both have a file. CF v3 "Resource matches".</summary>
public static class FileMatching
{
    /// <summary>Bytes of a file, both included; Cloud Foundry's own bounds. Smaller ones are sent faster than asked for.</summary>
    private const long SmallestFile = 65_536;
    private const long LargestFile = 536_870_912;

    /// <summary>Files in one question.</summary>
    public const int MostPerRequest = 1000;

    public static bool IsWorthwhile(long sizeBytes) => sizeBytes is >= SmallestFile and <= LargestFile;

    /// <summary>The content's name: lower-case hex.</summary>
    public static async Task<string> Sha1Async(Stream content, CancellationToken cancellationToken)
    {
#pragma warning disable CA5350 // The protocol names contents by SHA-1; who may have a content is decided by other means.
        return Convert.ToHexStringLower(await SHA1.HashDataAsync(content, cancellationToken));
#pragma warning restore CA5350
    }
}
