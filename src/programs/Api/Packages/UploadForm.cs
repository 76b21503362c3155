using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ingot.Api.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Ingot.Api.Packages;

/// <summary>The form of an upload: a file, streamed to disk, and the files the platform is said to have.</summary>
internal sealed class UploadForm : IDisposable
{
    private const int MaximumBoundary = 200;

    /// <summary>CF: <c>client_max_body_size</c> of the Cloud Controller, 2048 MB.</summary>
    private const long MaximumBytes = 2L << 30;
    private const int MaximumResourceBytes = 64 << 20;
    private const string Unfinished = ".part";

    /// <summary>COR_E_IO, which the reader of forms throws; what the disk refuses has the operating system's own numbers.</summary>
    private const int EndedEarly = unchecked((int)0x80131620);

    /// <summary>Where the file <c>bits</c> lies until it is moved or the form is disposed; null when there was none.</summary>
    public string? Bits { get; private set; }

    public IReadOnlyList<ResourceBody> Resources { get; private set; } = [];

    /// <summary>Reads the fields <c>bits</c> and <c>resources</c>, in any order; one of them must say something.</summary>
    /// <param name="http">The request.</param>
    /// <param name="folder">Where the file is put, under a name of its own.</param>
    public static async Task<UploadForm> ReceiveAsync(HttpContext http, string folder)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaximumBytes;
        if (
            !MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is not { Length: > 0 and <= MaximumBoundary } boundary
        )
            throw Errors.Unprocessable.With("Upload must be multipart/form-data with a file field 'bits'");

        var form = new UploadForm();
        try
        {
            await form.ReadAsync(new MultipartReader(boundary, http.Request.Body), folder, http.JsonTypeOf<List<ResourceBody>>(), http.RequestAborted);
            return form;
        }
        catch (InvalidDataException exception)
        {
            form.Dispose();
            throw Errors.Unprocessable.With($"The upload's form is broken: {exception.Message}");
        }
        catch (IOException exception) when (exception.HResult == EndedEarly && exception is not BadHttpRequestException)
        {
            form.Dispose();
            throw Errors.Unprocessable.With("The upload's form is broken: it ends before its last boundary");
        }
        catch
        {
            form.Dispose();
            throw;
        }
    }

    /// <summary>A file for something that comes in, before it has its name.</summary>
    public static string NewFile(string folder) => Path.Combine(folder, $".{Guid.NewGuid():N}{Unfinished}");

    /// <summary>Deletes what uploads left behind that were under way when an earlier controller was killed.</summary>
    public static void DeleteUnfinished(params IEnumerable<string> folders)
    {
        foreach (var file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, $".*{Unfinished}")))
            File.Delete(file);
    }

    public void Dispose()
    {
        if (Bits is not null)
            File.Delete(Bits);
    }

    private async Task ReadAsync(MultipartReader reader, string folder, JsonTypeInfo<List<ResourceBody>> resources, CancellationToken cancellationToken)
    {
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            switch (section.GetContentDispositionHeader()?.Name.ToString().Trim('"'))
            {
                case "bits" when Bits is null:
                    Bits = NewFile(folder);
                    await using (var target = File.Create(Bits))
                        await section.Body.CopyToAsync(target, cancellationToken);
                    break;
                case "resources":
                    Resources = await ReadResourcesAsync(section.Body, resources, cancellationToken);
                    break;
            }
        }
        if (Bits is null && Resources.Count == 0)
            throw Errors.Unprocessable.With("Upload must contain a file field 'bits'");
    }

    private static async Task<IReadOnlyList<ResourceBody>> ReadResourcesAsync(Stream body, JsonTypeInfo<List<ResourceBody>> type, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            text.Write(buffer, 0, read);
            if (text.Length > MaximumResourceBytes)
                throw Errors.TooLarge.With($"The field 'resources' is larger than {MaximumResourceBytes >> 20} MB, the most it may have");
        }
        var faults = new Faults();
        List<ResourceBody>? resources;
        try
        {
            using var document = JsonDocument.Parse(text.GetBuffer().AsMemory(0, (int)text.Length));
            resources = document.RootElement.ValueKind == JsonValueKind.Null ? [] : document.RootElement.Read(type, faults, "resources");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Errors.Unprocessable.With($"The field 'resources' must be a JSON array of resources: {exception.Message}");
        }
        foreach (var (index, resource) in (resources ?? []).Index())
            faults.AddIf(string.IsNullOrEmpty(resource?.Path), $"resources[{index}] must be an object with a path");
        ResourceBody.CheckEach(resources ?? [], faults);
        faults.ThrowIfAny();
        return resources ?? [];
    }
}
