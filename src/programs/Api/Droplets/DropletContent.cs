using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Ingot.Api.Droplets;

/// <summary>What a look into an uploaded droplet shows.</summary>
/// <param name="Error">Why it cannot be used; null when it can.</param>
/// <param name="StartCommand">The command its <c>staging_info.yml</c> has for the web process; null when it has none.</param>
internal sealed record DropletContent(string? Error, string? Sha256, long SizeBytes, string? StartCommand)
{
    private const string StagingInfo = "staging_info.yml";
    private const int LargestStagingInfo = 1 << 20;

    /// <summary>Bytes a droplet may unpack to.</summary>
    private const long LargestContent = 16L << 30;

    /// <summary>What an entry without content unpacks to: a block of the tar.</summary>
    private const int HeaderBytes = 512;

    public static async Task<DropletContent> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var command = await FindCommandAsync(file, cancellationToken);
            await using var bytes = File.OpenRead(file);
            return new DropletContent(Error: null, Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellationToken)), bytes.Length, command);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or FormatException or JsonException)
        {
            return new DropletContent($"The uploaded file is not a valid droplet, a gzipped tar: {broken.Message}", Sha256: null, SizeBytes: 0, StartCommand: null);
        }
    }

    private static async Task<string?> FindCommandAsync(string file, CancellationToken cancellationToken)
    {
        await using var bytes = File.OpenRead(file);
        await using var gzip = new GZipStream(bytes, CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        var (size, isEmpty, command) = (0L, true, (string?)null);
        var paths = new DropletPaths();
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            isEmpty = false;
            paths.Add(entry);
            size += HeaderBytes + entry.Length;
            if (size > LargestContent)
                throw new InvalidDataException($"it unpacks to more than {LargestContent >> 30} GB");
            if (entry.Name.TrimStart('.', '/') == StagingInfo && entry.DataStream is { } content && entry.Length <= LargestStagingInfo)
            {
                using var info = await JsonDocument.ParseAsync(content, default, cancellationToken);
                command = info.RootElement.TryGetProperty("start_command", out var start) ? start.GetString() : null;
            }
        }
        return isEmpty ? throw new InvalidDataException("it is empty") : command;
    }
}
