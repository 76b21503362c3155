using System.Threading.Channels;
using Ingot.Protocol.Logs;
using Ingot.Protocol.Routes;
using Ingot.Router.Forwarding;
using Microsoft.Extensions.Logging;

namespace Ingot.Router.AccessLog;

/// <summary>
/// Brings access lines into the apps' logs, in batches and in the background. No request waits for it: while the controller is away or
/// slow, what does not fit is dropped and counted.
/// </summary>
internal sealed partial class AccessLines(ControllerClient controller, TimeProvider time, ILogger logger)
{
    private const int Capacity = 10_000;
    private const int BatchSize = 500;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ReportPeriod = TimeSpan.FromSeconds(10);

    private readonly Channel<AccessLine> lines = Channel.CreateBounded<AccessLine>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );
    private long dropped;
    private long reported;
    private long reportedAt;

    /// <summary>Lines lost since the start.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    public void Add(ProxyRequest request)
    {
        if (AccessLine.From(request, time) is { } line && !lines.Writer.TryWrite(line))
            Interlocked.Increment(ref dropped);
    }

    /// <summary>Sends until cancelled, then once more what is there.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await lines.Reader.WaitToReadAsync(cancellationToken))
            {
                // A batch costs the controller as much as a line does; a short wait makes few of many.
                if (lines.Reader.Count < BatchSize)
                    await Task.Delay(Gathering, time, cancellationToken);
                await SendAsync(TakeBatch(), cancellationToken);
                ReportDropped();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await SendLastAsync();
        }
    }

    private async Task SendAsync(LogFrameWriter batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await controller.SendLogsAsync(batch, cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(RetryPause, time, cancellationToken);
            }
        }
    }

    private async Task SendLastAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
        try
        {
            while (TakeBatch() is { IsEmpty: false } batch)
                await controller.SendLogsAsync(batch, limit.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // The controller is gone, too; the lines go with it.
        }
    }

    private void ReportDropped()
    {
        var now = time.GetTimestamp();
        if (Dropped == reported || time.GetElapsedTime(reportedAt, now) < ReportPeriod)
            return;
        LogLinesDropped(Dropped - reported);
        (reported, reportedAt) = (Dropped, now);
    }

    private LogFrameWriter TakeBatch()
    {
        var batch = new LogFrameWriter();
        for (var count = 0; count < BatchSize && lines.Reader.TryRead(out var line); count++)
            batch.Add(line.ToLogLine());
        return batch;
    }

    [LoggerMessage(LogLevel.Warning, "{Count} access lines were dropped")]
    private partial void LogLinesDropped(long count);
}
