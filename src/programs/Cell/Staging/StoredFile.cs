using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Ingot.Cell.Staging;

/// <summary>Writes into the blob store.</summary>
internal static class StoredFile
{
    /// <summary>Copies so that the file is there whole or not at all, also after a power cut.</summary>
    public static async Task<(string Sha256, long Bytes)> WriteAsync(SafeFileHandle source, string destination)
    {
        var incoming = destination + ".incoming";
        try
        {
            var copied = await CopyAsync(source, incoming);
            File.Move(incoming, destination, overwrite: true);
            return copied;
        }
        catch
        {
            File.Delete(incoming);
            throw;
        }
    }

    private static async Task<(string Sha256, long Bytes)> CopyAsync(SafeFileHandle source, string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        await using var copy = new FileStream(path, options);
        var buffer = new byte[128 * 1024];
        var bytes = 0L;
        while (await RandomAccess.ReadAsync(source, buffer, bytes) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
            await copy.WriteAsync(buffer.AsMemory(0, count));
            bytes += count;
        }
        copy.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }
}
