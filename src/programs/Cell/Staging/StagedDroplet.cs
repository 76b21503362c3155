using System.Text.Json;
using System.Text.Json.Nodes;
using Ingot.Protocol.Cells;
using Ingot.Sandbox.Users;

namespace Ingot.Cell.Staging;

/// <summary>Takes what staging left into the blob store. Its folder belonged to the app's user, so nothing in it is trusted.</summary>
internal static class StagedDroplet
{
    private const long MaximumResultBytes = 1024 * 1024;

    /// <summary>Stores the droplet. Null when staging left none.</summary>
    public static async Task<StagingResult?> TakeAsync(string droplet, string result, string destination)
    {
        using var source = OwnedFile.FindForReading(droplet);
        using var description = OwnedFile.FindForReading(result);
        if (source is null || description is null || RandomAccess.GetLength(description) > MaximumResultBytes)
            return null;
        var (sha256, bytes) = await StoredFile.WriteAsync(source, destination);
        return await ReadResultAsync(description, sha256, bytes);
    }

    /// <summary>The builder knows neither the droplet's hash nor its size.</summary>
    private static async Task<StagingResult?> ReadResultAsync(Microsoft.Win32.SafeHandles.SafeFileHandle file, string sha256, long bytes)
    {
        try
        {
            await using var stream = new FileStream(file, FileAccess.Read);
            if (await JsonNode.ParseAsync(stream) is not JsonObject json)
                return null;
            json["sha256"] = sha256;
            json["size_bytes"] = bytes;
            return json.Deserialize(CellJson.Default.StagingResult);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
