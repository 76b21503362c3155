using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Ingot.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Ingot.Router.Forwarding;

/// <summary>Writes request line and headers as an endpoint gets them, with the headers that CF's router adds.</summary>
internal static class RequestHead
{
    /// <summary>Set by the router whatever the client says.</summary>
    private static readonly HashSet<string> Replaced = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Length",
        "Expect",
        "X-CF-ApplicationID",
        "X-CF-InstanceID",
        "X-CF-InstanceIndex",
        "X-Forwarded-For",
        "X-Vcap-Request-Id",
    };

    public static void Write(IBufferWriter<byte> output, ProxyRequest request, RouteEndpoint? instance)
    {
        var client = request.Context.Request;
        Text(output, client.Method);
        Text(output, " ");
        Text(output, request.Target);
        Text(output, " HTTP/1.1\r\n");
        WriteClientHeaders(output, client.Headers);
        WriteForwarded(output, request);
        if (instance is not null)
        {
            Header(output, "X-CF-ApplicationID", instance.AppGuid);
            Header(output, "X-CF-InstanceID", instance.InstanceGuid);
            Header(output, "X-CF-InstanceIndex", instance.Index.ToString(CultureInfo.InvariantCulture));
        }
        if (request.IsUpgrade)
        {
            Header(output, "Connection", "Upgrade");
            Header(output, "Upgrade", client.Headers.Upgrade);
        }
        if (client.ContentLength is { } length)
            Header(output, "Content-Length", length.ToString(CultureInfo.InvariantCulture));
        else if (request.HasBody)
            Text(output, "Transfer-Encoding: chunked\r\n");
        Text(output, "\r\n");
    }

    private static void WriteClientHeaders(IBufferWriter<byte> output, IHeaderDictionary headers)
    {
        var namesHeaders = HopByHop.NamesHeaders(headers.Connection);
        foreach (var (name, values) in headers)
        {
            if (HopByHop.Contains(name) || Replaced.Contains(name) || (namesHeaders && HopByHop.IsNamedBy(headers.Connection, name)))
                continue;
            foreach (var value in values)
                Header(output, name, value ?? "");
        }
    }

    private static void WriteForwarded(IBufferWriter<byte> output, ProxyRequest request)
    {
        var headers = request.Context.Request.Headers;
        var connection = request.Context.Connection;
        var client = Text(connection.RemoteIpAddress);
        Header(output, "X-Forwarded-For", headers.TryGetValue("X-Forwarded-For", out var before) ? $"{before}, {client}" : client);
        if (!headers.ContainsKey("X-Forwarded-Proto"))
            Header(output, "X-Forwarded-Proto", "http");
        if (!headers.ContainsKey("X-Forwarded-Host"))
            Header(output, "X-Forwarded-Host", headers.Host);
        if (!headers.ContainsKey("X-Forwarded-Port"))
            Header(output, "X-Forwarded-Port", connection.LocalPort.ToString(CultureInfo.InvariantCulture));
        if (!headers.ContainsKey("X-Request-Start"))
            Header(output, "X-Request-Start", request.Time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Header(output, "X-Vcap-Request-Id", request.RequestId);
    }

    /// <summary>An IPv4 client of a dual-stack listener is written as IPv4.</summary>
    private static string Text(IPAddress? address) =>
        address is null ? "" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    private static void Header(IBufferWriter<byte> output, string name, StringValues value)
    {
        Text(output, name);
        Text(output, ": ");
        Text(output, value.ToString());
        Text(output, "\r\n");
    }

    private static void Text(IBufferWriter<byte> output, string text) =>
        output.Advance(Encoding.Latin1.GetBytes(text, output.GetSpan(text.Length)));
}
