using System.Globalization;
using Ingot.Protocol.Logs;
using Ingot.Router.Forwarding;
using Ingot.Routing;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.AccessLog;

/// <summary>What is remembered of a request until its access line is written; the texts are the request's own.</summary>
/// <param name="Instance">The last one tried; null when none could be.</param>
internal sealed record AccessLine(string AppGuid, RouteEndpoint? Instance, DateTimeOffset Time)
{
    /// <summary>Of a client's text so much is kept: thousands of lines may wait for the controller.</summary>
    private const int LongestText = 2048;

    public required string Host { get; init; }
    public required string Request { get; init; }
    public required int Status { get; init; }
    public required long ReceivedBytes { get; init; }
    public required long SentBytes { get; init; }
    public required string? Referer { get; init; }
    public required string? UserAgent { get; init; }
    public required string Client { get; init; }
    public required string? Backend { get; init; }
    public required string? ForwardedFor { get; init; }
    public required string? ForwardedProto { get; init; }
    public required string RequestId { get; init; }
    public required TimeSpan Duration { get; init; }

    /// <summary>The part of <see cref="Duration"/> that is the router's own and not spent on waiting for the app's answer.</summary>
    public required TimeSpan RouterTime { get; init; }
    public required string? RouterError { get; init; }
    public required string? TraceId { get; init; }
    public required string? SpanId { get; init; }

    /// <summary>Null for a request that belongs to no app.</summary>
    public static AccessLine? From(ProxyRequest request, TimeProvider time)
    {
        var endpoint = request.Endpoint;
        if ((endpoint?.Instance.AppGuid ?? request.Route?.AppGuid) is not { } app)
            return null;
        var context = request.Context;
        var headers = context.Request.Headers;
        var duration = time.GetElapsedTime(request.StartedAt);
        var waited = request.AnsweredAt == 0 ? duration : time.GetElapsedTime(request.StartedAt, request.AnsweredAt);
        var client = $"{context.Connection.RemoteIpAddress}";
        return new AccessLine(app, endpoint?.Instance, request.Time)
        {
            Host = Cut(headers.Host)!,
            Request = $"{context.Request.Method} {Cut(request.Target)} {context.Request.Protocol}",
            Status = request.IsClientGone ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode,
            ReceivedBytes = request.ReceivedBytes,
            SentBytes = request.SentBytes,
            Referer = Cut(headers.Referer),
            UserAgent = Cut(headers.UserAgent),
            Client = $"{client}:{context.Connection.RemotePort}",
            Backend = endpoint?.Address,
            ForwardedFor = headers.TryGetValue("X-Forwarded-For", out var before) ? $"{Cut(before)}, {client}" : client,
            ForwardedProto = headers.TryGetValue("X-Forwarded-Proto", out var proto) ? Cut(proto)! : "http",
            RequestId = request.RequestId,
            Duration = duration,
            RouterTime = duration - waited,
            RouterError = request.RouterError,
            TraceId = Cut(headers["X-B3-TraceId"]),
            SpanId = Cut(headers["X-B3-SpanId"]),
        };
    }

    /// <summary>The line in the app's log, in the words of CF's router.</summary>
    public LogLine ToLogLine() =>
        new(
            new LogSource(
                AppGuid,
                SourceType: "RTR",
                InstanceId: Instance?.Index.ToString(CultureInfo.InvariantCulture) ?? "0",
                InstanceGuid: Instance?.InstanceGuid,
                ProcessGuid: Instance?.ProcessGuid
            ),
            (Time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * TimeSpan.NanosecondsPerTick,
            ToString()
        );

    public override string ToString() =>
        $"{Host} - [{Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffff}00Z] {Quote(Request)} {Status} {ReceivedBytes} {SentBytes} "
        + $"{Quote(Referer)} {Quote(UserAgent)} {Quote(Client)} {Quote(Backend)} "
        + $"x_forwarded_for:{Quote(ForwardedFor)} x_forwarded_proto:{Quote(ForwardedProto)} vcap_request_id:{Quote(RequestId)} "
        + $"response_time:{Duration.TotalSeconds:F6} gorouter_time:{RouterTime.TotalSeconds:F6} "
        + $"app_id:{Quote(AppGuid)} app_index:{Quote(Instance?.Index.ToString(CultureInfo.InvariantCulture))} instance_id:{Quote(Instance?.InstanceGuid)} "
        + $"x_cf_routererror:{Quote(RouterError)} x_b3_traceid:{Quote(TraceId)} x_b3_spanid:{Quote(SpanId)} x_b3_parentspanid:\"-\" b3:\"-\"";

    private static string? Cut(string? text) => text?.Length > LongestText ? text[..LongestText] : text;

    /// <summary>A client's text may not end its quotes or the line.</summary>
    private static string Quote(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "\"-\"";
        return text.AsSpan().ContainsAny("\"\\\r\n")
            ? $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "\\r").Replace("\n", "\\n")}\""
            : $"\"{text}\"";
    }
}
