using System.Text;
using Ingot.Api.Http;
using Ingot.Manifests;
using Ingot.Manifests.Reading;

namespace Ingot.Api.Manifests;

/// <summary>Reads a manifest out of a request.</summary>
internal static class ManifestRequest
{
    public const string MediaType = "application/x-yaml";

    private const int MaximumBytes = 1 << 20;
    private const int PieceLength = 4096;

    /// <summary>The manifest, free of errors. Every fault is told at once, each with its place.</summary>
    public static async Task<Manifest> ManifestAsync(this ApiRequest request)
    {
        if (request.Http.Request.ContentType?.Contains("yaml", StringComparison.OrdinalIgnoreCase) != true)
            throw Errors.BadRequest.With("Bad request: Content-Type must be yaml");
        var manifest = Manifest.Read(await TextAsync(request), new ManifestOptions { AllowAnchors = false });
        if (manifest.IsUsable)
            return manifest;

        // The reader puts CF's name of the error in front where CF refuses the text itself rather than what it says.
        var malformed = manifest.Errors.FirstOrDefault(problem => problem.Message.StartsWith(Errors.BadRequest.Detail, StringComparison.Ordinal));
        throw malformed is null
            ? Errors.Unprocessable.With(string.Join('\n', manifest.Errors.Select(problem => problem.Detail)))
            : Errors.BadRequest.With(malformed.Detail);
    }

    private static async Task<string> TextAsync(ApiRequest request)
    {
        using var reader = new StreamReader(request.Http.Request.Body, Encoding.UTF8);
        var text = new StringBuilder();
        // In pieces: hardly a manifest has a hundredth of what it may have, and large arrays are seldom collected.
        var piece = new char[PieceLength];
        while (await reader.ReadAsync(piece, request.Aborted) is > 0 and var length)
        {
            if (text.Append(piece, 0, length).Length > MaximumBytes)
                throw BodySize.TooLarge(request.Http, MaximumBytes, "a manifest");
        }
        return text.ToString();
    }
}
