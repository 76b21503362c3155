using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Ingot.Api.Packages;

/// <summary>A zip on its way in: streamed to a temporary file beside its place, whatever its size.</summary>
internal sealed class PackageUpload : IAsyncDisposable
{
    private const int MaximumBoundary = 200;
    private readonly string file;

    private PackageUpload(string file, string sha256, string? error)
    {
        this.file = file;
        Sha256 = sha256;
        Error = error;
    }

    public string Sha256 { get; }

    /// <summary>Why the file cannot be used; null when it can.</summary>
    public string? Error { get; }

    /// <summary>Reads the form field <c>bits</c>. The field <c>resources</c> is skipped: we never claim to have a file already.</summary>
    public static async Task<PackageUpload> ReceiveAsync(HttpContext http, string folder)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        if (
            !MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is not { Length: > 0 and <= MaximumBoundary } boundary
        )
            throw Errors.Unprocessable.With("Upload must be multipart/form-data with a file field 'bits'");

        var reader = new MultipartReader(boundary, http.Request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
            {
                if (section.GetContentDispositionHeader()?.Name.ToString().Trim('"') == "bits")
                    return await SaveAsync(section.Body, Path.Combine(folder, $".{Guid.NewGuid():N}.part"), http.RequestAborted);
            }
        }
        catch (InvalidDataException exception)
        {
            throw Errors.Unprocessable.With($"The upload's form is broken: {exception.Message}");
        }
        throw Errors.Unprocessable.With("Upload must contain a file field 'bits'");
    }

    /// <summary>Puts the file in its place, whole or not at all.</summary>
    public void MoveTo(string path) => File.Move(file, path, overwrite: true);

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return ValueTask.CompletedTask;
    }

    private static async Task<PackageUpload> SaveAsync(Stream body, string file, CancellationToken cancellationToken)
    {
        try
        {
            await using (var target = File.Create(file))
                await body.CopyToAsync(target, cancellationToken);
            await using var saved = File.OpenRead(file);
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(saved, cancellationToken));
            return new PackageUpload(file, sha256, FindError(file));
        }
        catch
        {
            File.Delete(file);
            throw;
        }
    }

    /// <summary>A zip whose entries all stay below the directory it is unpacked to.</summary>
    private static string? FindError(string file)
    {
        try
        {
            using var zip = ZipFile.OpenRead(file);
            var stray = zip.Entries.FirstOrDefault(entry => LeavesItsFolder(entry.FullName));
            return stray is null ? null : $"The zip file contains an entry outside its folder: '{stray.FullName}'";
        }
        catch (InvalidDataException)
        {
            return "The uploaded file is not a valid zip file";
        }
    }

    private static bool LeavesItsFolder(string name) => name.StartsWith('/') || name.Split('/', '\\').Contains("..") || name.Contains('\0', StringComparison.Ordinal);
}
