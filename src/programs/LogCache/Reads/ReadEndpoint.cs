using Ingot.Hosting;
using Ingot.LogCache.Lines;
using Ingot.Protocol.Controller;
using Microsoft.AspNetCore.Http;

namespace Ingot.LogCache.Reads;

/// <summary>Reads one source's envelopes. Polled four times a second by every follower, so it costs little when nothing is new.</summary>
internal static class ReadEndpoint
{
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

        var lines = query.LinesWanted ? store.Read(sourceId, query) : [];
        var batch = new EnvelopeBatch([.. lines.Select(line => Envelope.From(sourceId, line))]);
        return TypedResults.Json(new ReadAnswer(batch), LogCacheJson.Default.ReadAnswer);
    }
}
