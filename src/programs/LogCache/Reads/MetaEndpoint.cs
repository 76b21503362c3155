using Ingot.Hosting;
using Ingot.LogCache.Lines;
using Ingot.Protocol.Controller;
using Microsoft.AspNetCore.Http;

namespace Ingot.LogCache.Reads;

/// <summary>Lists the sources the caller may read, with how much is remembered of each.</summary>
internal static class MetaEndpoint
{
    public static async Task<IResult> GetAsync(
        HttpRequest request,
        LogStore store,
        ITokenReader tokens,
        IAppVisibility visibility,
        CancellationToken cancellationToken
    )
    {
        if (BearerToken.Read(request, tokens) is not { } caller)
            return TypedResults.NotFound();
        var visible = new Dictionary<string, SourceMeta>();
        foreach (var (sourceId, meta) in store.Meta())
        {
            if (await Readers.MayReadAsync(caller, sourceId, visibility, cancellationToken))
                visible[sourceId] = meta;
        }

        return TypedResults.Json(new MetaAnswer(visible), LogCacheJson.Default.MetaAnswer);
    }
}
