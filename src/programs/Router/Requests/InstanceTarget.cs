using System.Globalization;
using Ingot.Router.Upstreams;
using Ingot.Routing;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.Requests;

/// <summary>A client's wish for one instance or process of a route, in CF's headers.</summary>
internal sealed record InstanceTarget(string Header, string Text, string Guid, int? Index)
{
    private const string AppInstance = "X-Cf-App-Instance";
    private const string ProcessInstance = "X-Cf-Process-Instance";

    /// <summary>Null without such a wish; the answer is set when it makes no sense. The app's header goes before the process's.</summary>
    public static InstanceTarget? Find(IHeaderDictionary headers, out RouterAnswer? invalid)
    {
        invalid = null;
        if (headers.TryGetValue(AppInstance, out var app))
            return Parse(AppInstance, app.ToString(), indexRequired: true, out invalid);
        return headers.TryGetValue(ProcessInstance, out var process)
            ? Parse(ProcessInstance, process.ToString(), indexRequired: false, out invalid)
            : null;
    }

    /// <summary>The part of a pool that is meant.</summary>
    public EndpointPool Narrow(EndpointPool pool) =>
        new(pool.AppGuid, [.. pool.Endpoints.Where(endpoint => Matches(endpoint.Instance))], pool.Path, pool.IsSlow);

    private bool Matches(RouteEndpoint instance) =>
        Guid == (Header == AppInstance ? instance.AppGuid : instance.ProcessGuid) && (Index is null || Index == instance.Index);

    private static InstanceTarget? Parse(string header, string text, bool indexRequired, out RouterAnswer? invalid)
    {
        invalid = null;
        var parts = text.Split(':');
        if (parts.Length == 1 && !indexRequired && System.Guid.TryParse(parts[0], out _))
            return new InstanceTarget(header, text, parts[0], Index: null);
        if (
            parts.Length == 2
            && System.Guid.TryParse(parts[0], out _)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        )
            return new InstanceTarget(header, text, parts[0], index);
        invalid = RouterAnswer.InvalidTarget(header);
        return null;
    }
}
