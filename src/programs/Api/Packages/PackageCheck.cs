using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Ingot.Api.Http;
using Ingot.Model.Packages;

namespace Ingot.Api.Packages;

/// <summary>Judges an uploaded zip by its directory, before anything is unpacked. The words are CF's (errors AppBitsUploadInvalid, AppPackageInvalid).</summary>
internal static class PackageCheck
{
    /// <summary>Entries of one package; each costs memory here and an inode in every instance. CF: an instance's inode limit.</summary>
    private const int MostEntries = 200_000;

    /// <summary>Bytes of the list of entries, which is read into memory whole.</summary>
    private const long MostDirectoryBytes = 48L << 20;

    /// <summary>Linux: NAME_MAX, and PATH_MAX less what comes before it in an instance.</summary>
    private const int LongestName = 255;
    private const int LongestPath = 3500;
    private const string NoZip = "The uploaded file is not a valid zip file";

    /// <summary>Why the file cannot be used; null for a zip whose entries all stay below the folder it is unpacked to.</summary>
    public static string? FindError(string file)
    {
        try
        {
            if (DirectoryBytes(file) > MostDirectoryBytes)
                return TooMany;
            using var zip = ZipFile.OpenRead(file);
            if (zip.Entries.Count > MostEntries)
                return TooMany;
            if (zip.Entries.Select(FindError).FirstOrDefault(error => error is not null) is { } error)
                return error;
            if (PackageTree.FindClash(zip.Entries) is { } clash)
                return $"The app package is invalid: {clash}";
            return zip.Entries.Sum(entry => (decimal)entry.Length) > Package.MaximumBytes
                ? $"The app package is invalid: Package may not be larger than {Package.MaximumBytes} bytes"
                : null;
        }
        catch (InvalidDataException)
        {
            return NoZip;
        }
    }

    private static string TooMany => $"The app package is invalid: Package may not contain more than {MostEntries} files";

    private static string? FindError(ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        if (name.Length == 0 || LeavesItsFolder(name))
            return $"The app upload is invalid: Relative path(s) outside of root folder: '{Excerpt.Of(name)}'";
        if (Encoding.UTF8.GetByteCount(name) > LongestPath || name.Split('/').Any(part => Encoding.UTF8.GetByteCount(part) > LongestName))
            return $"The app upload is invalid: File name too long: '{Excerpt.Of(name)}'; Linux takes {LongestName} bytes between slashes";
        var kind = ZipModes.KindOf(entry);
        if (kind == ZipEntryKind.Special)
            return $"The app package is invalid: '{Excerpt.Of(name)}' is neither a file, a folder nor a link";
        return kind == ZipEntryKind.Link && LeadsOutside(entry)
            ? $"The app upload is invalid: Symlink(s) point outside of root folder: '{Excerpt.Of(name)}'"
            : null;
    }

    private static bool LeavesItsFolder(string name) =>
        name.StartsWith('/') || name.Split('/', '\\').Contains("..") || name.Contains('\0', StringComparison.Ordinal);

    /// <summary>By the names alone; a link that leads out by way of others is found when the package is unpacked.</summary>
    private static bool LeadsOutside(ZipArchiveEntry entry)
    {
        if (entry.Length > LongestPath)
            return true;
        using var reader = new StreamReader(entry.Open());
        var target = new char[LongestPath];
        var length = reader.ReadBlock(target);
        var depth = entry.FullName.Split('/', StringSplitOptions.RemoveEmptyEntries).Length - 1;
        foreach (var part in new string(target, 0, length).Split('/').Where(part => part is not ("" or ".")))
        {
            depth += part == ".." ? -1 : 1;
            if (depth < 0)
                return true;
        }
        return target[0] == '/';
    }

    /// <summary>How long the list of entries is, by the record at the end of the file that tells where it begins (APPNOTE.TXT 4.3.14 to 4.3.16).</summary>
    private static long DirectoryBytes(string file)
    {
        const int Record = 22;
        const int Locator = 20;
        using var stream = File.OpenRead(file);
        var tail = new byte[Math.Min(stream.Length, Locator + Record + ushort.MaxValue)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + Record > tail.Length)
            throw new InvalidDataException(NoZip);
        long begins = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        // A zip of the larger kind says so by a number that cannot be, and tells more in a record of its own.
        if (begins == uint.MaxValue && at >= Locator && tail.AsSpan(at - Locator).StartsWith("PK\u0006\u0007"u8))
        {
            var larger = new byte[56];
            stream.Seek((long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(tail.AsSpan(at - Locator + 8)), (ulong)stream.Length), SeekOrigin.Begin);
            if (stream.ReadAtLeast(larger, larger.Length, throwOnEndOfStream: false) < larger.Length)
                throw new InvalidDataException(NoZip);
            begins = BinaryPrimitives.ReadInt64LittleEndian(larger.AsSpan(48));
        }
        return stream.Length - tail.Length + at - begins;
    }
}
