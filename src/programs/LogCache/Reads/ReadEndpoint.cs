using System.Buffers;
using System.Net.Mime;
using Ingot.Hosting;
using Ingot.LogCache.Lines;
using Ingot.Protocol.Controller;
using Microsoft.AspNetCore.Http;

namespace Ingot.LogCache.Reads;

/// <summary>Reads one source's envelopes. Polled four times a second by every follower, so it costs little when nothing is new.</summary>
internal static class ReadEndpoint
{
    /// <summary>A thousand lines may be 60 MB; they go out in pieces no faster than the client takes them.</summary>
    private const int PieceBytes = 64 * 1024;

    public static async Task<IResult> GetAsync(
        string sourceId,
        HttpRequest request,
        LogStore store,
        ITokenReader tokens,
        IAppVisibility visibility,
        CancellationToken cancellationToken
    )
    {
        // Who may not read a source is not told whether it exists.
        if (BearerToken.Read(request, tokens) is not { } caller || !await Readers.MayReadAsync(caller, sourceId, visibility, cancellationToken))
            return TypedResults.NotFound();
        if (!ReadQuery.TryParse(request.Query, out var query, out var problem))
            return TypedResults.Json(new ReadProblem(problem), LogCacheJson.Default.ReadProblem, statusCode: StatusCodes.Status400BadRequest);
        await WriteAsync(request.HttpContext.Response, store.Read(sourceId, query), cancellationToken);
        return TypedResults.Empty;
    }

    private static async Task WriteAsync(HttpResponse response, IReadOnlyList<StoredLine> lines, CancellationToken cancellationToken)
    {
        response.ContentType = MediaTypeNames.Application.Json;
        var body = response.BodyWriter;
        body.Write("{\"envelopes\":{\"batch\":["u8);
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0)
                body.Write(","u8);
            EnvelopeWriter.Write(body, lines[i]);
            if (body.UnflushedBytes >= PieceBytes)
                await body.FlushAsync(cancellationToken);
        }
        body.Write("]}}"u8);
    }
}
