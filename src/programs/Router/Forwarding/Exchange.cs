using System.Buffers;
using Ingot.Router.Upstreams;
using Microsoft.AspNetCore.Http;

namespace Ingot.Router.Forwarding;

/// <summary>One request and its answer on one connection.</summary>
internal sealed class Exchange(ProxyRequest request, UpstreamConnection connection, TimeProvider time)
{
    /// <summary>More answers than these that announce another one are no answer.</summary>
    private const int MaxInterim = 100;

    private readonly HttpContext context = request.Context;
    private Task<bool>? sending;
    private Pulse.Waiting? waiting;
    private volatile bool isBegun;

    /// <summary>Whether the connection stands between two messages, so that the next request may use it.</summary>
    public bool CanReuse { get; private set; }

    public async ValueTask<Outcome> RunAsync()
    {
        try
        {
            var outcome = await SendAsync() ? await AnswerAsync() : Outcome.NoAnswer;
            if (sending is not null)
                outcome = await EndSendingAsync(sending, outcome);
            return outcome == Outcome.NoAnswer && !connection.HasSent ? Outcome.CannotConnect : outcome;
        }
        finally
        {
            EndWait();
        }
    }

    /// <summary>Sends the head and a body that is held here; a body still with the client is sent while the answer is read.</summary>
    private async ValueTask<bool> SendAsync()
    {
        var output = connection.Outgoing;
        output.ResetWrittenCount();
        RequestHead.Write(output, request, request.Endpoint?.Instance);
        if (request.Replay is { } held)
        {
            output.Write(held);
        }
        else if (request.HasBody)
        {
            sending = SendBodyAsync();
            return true;
        }
        Wait();
        return await connection.SendAsync(output.WrittenMemory);
    }

    private async Task<bool> SendBodyAsync()
    {
        try
        {
            if (!await RequestBody.SendAsync(request, connection))
                return false;
            Wait();
            return true;
        }
        catch
        {
            // Nothing more comes from this client: an endpoint that waits for the rest would wait for ever.
            connection.Abort();
            throw;
        }
    }

    /// <summary>From now on it is the endpoint's turn.</summary>
    private void Wait()
    {
        if (request.IsPrompt && !isBegun)
            waiting = request.Endpoint?.Pulse.Wait();
    }

    private void EndWait()
    {
        if (Interlocked.Exchange(ref waiting, null) is { } ended)
            Pulse.EndWait(ended);
    }

    private void BeginAnswer()
    {
        if (isBegun)
            return;
        isBegun = true;
        request.Endpoint?.Pulse.BeginAnswer();
        EndWait();
    }

    private async ValueTask<Outcome> AnswerAsync()
    {
        try
        {
            return await PassAnswerOnAsync();
        }
        catch (InvalidOperationException) when (!context.Response.HasStarted)
        {
            // A header that may not be sent, such as one with control characters.
            context.Response.Clear();
            return Outcome.InvalidAnswer;
        }
    }

    private async ValueTask<Outcome> PassAnswerOnAsync()
    {
        for (var interim = 0; interim <= MaxInterim; )
        {
            if (ResponseHead.Read(connection.Buffered.Span) is not { } head)
            {
                if (!await connection.FillAsync())
                    return connection.Buffered.IsEmpty ? Outcome.NoAnswer : Outcome.InvalidAnswer;
                BeginAnswer();
                continue;
            }
            if (head.Status is < 100 or >= 200)
                return await PassOnAsync(head);
            if (head.Status == StatusCodes.Status101SwitchingProtocols)
                return await SwitchAsync(head);
            connection.Consume(head.Length);
            interim++;
        }
        return Outcome.InvalidAnswer;
    }

    private async ValueTask<Outcome> PassOnAsync(ResponseHead head)
    {
        var response = context.Response;
        if (head.Status != 0)
            head = head.CopyTo(response, connection.Buffered.Span);
        if (head.Status == 0)
        {
            response.Clear();
            return Outcome.InvalidAnswer;
        }
        response.StatusCode = head.Status;
        // The API puts its own there, made from ours.
        if (request.Endpoint is not null)
            response.Headers["X-Vcap-Request-Id"] = request.RequestId;
        StickySession.Keep(request);
        request.AnsweredAt = time.GetTimestamp();
        connection.Consume(head.Length);
        if (!await CopyBodyAsync(head))
        {
            context.Abort();
            return Outcome.Truncated;
        }
        return Outcome.Answered;
    }

    private async ValueTask<bool> CopyBodyAsync(ResponseHead head)
    {
        var response = context.Response;
        var complete = true;
        var hasNoBody = HttpMethods.IsHead(context.Request.Method) || head.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified;
        if (hasNoBody)
        {
            if (head.Status != StatusCodes.Status204NoContent)
                response.ContentLength = head.ContentLength;
            CanReuse = head.KeepsAlive;
        }
        else if (head.Status == StatusCodes.Status205ResetContent)
        {
            // Has no body either, and says so.
            response.ContentLength = 0;
            CanReuse = head.KeepsAlive && head.ContentLength == 0;
        }
        else if (head.IsChunked)
        {
            var keepChunks = context.Request.Protocol == HttpProtocol.Http11;
            if (keepChunks)
                response.Headers.TransferEncoding = "chunked";
            await FlushHeadAsync();
            complete = await ResponseBody.CopyChunkedAsync(request, connection, keepChunks);
            CanReuse = head.KeepsAlive;
        }
        else if (head.ContentLength is { } length)
        {
            response.ContentLength = length;
            if (length > 0)
                await FlushHeadAsync();
            complete = await ResponseBody.CopyCountedAsync(request, connection, length);
            CanReuse = head.KeepsAlive;
        }
        else
        {
            await FlushHeadAsync();
            complete = await ResponseBody.CopyAllAsync(request, connection);
        }
        // Bytes behind the end belong to no request; who sends them is not trusted with another one.
        CanReuse &= complete && connection.Buffered.IsEmpty;
        return complete;
    }

    /// <summary>Lets the client see the head while the body is still being made.</summary>
    private async ValueTask FlushHeadAsync()
    {
        if (connection.Buffered.IsEmpty)
            await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    private async ValueTask<Outcome> SwitchAsync(ResponseHead head)
    {
        var response = context.Response;
        if (!request.IsUpgrade || head.CopyTo(response, connection.Buffered.Span).Status == 0)
        {
            response.Clear();
            return Outcome.InvalidAnswer;
        }
        response.StatusCode = head.Status;
        response.Headers.Upgrade = context.Request.Headers.Upgrade;
        StickySession.Keep(request);
        request.AnsweredAt = time.GetTimestamp();
        request.IsTunnel = true;
        request.Endpoint?.EnterTunnel();
        connection.Consume(head.Length);
        connection.Deadline = long.MaxValue;
        await Tunnel.RunAsync(request, connection);
        return Outcome.Answered;
    }

    /// <summary>An answer before the end of the request's body ends the sending, too; the connection is then of no more use.</summary>
    private async ValueTask<Outcome> EndSendingAsync(Task<bool> body, Outcome outcome)
    {
        if (!body.IsCompleted)
        {
            connection.Abort();
            context.Request.BodyReader.CancelPendingRead();
        }
        try
        {
            CanReuse &= await body;
            return outcome;
        }
        // Kestrel's word for a chunk's size that is none is a bare IOException.
        catch (IOException exception) when (exception is BadHttpRequestException || exception.GetType() == typeof(IOException))
        {
            CanReuse = false;
            return context.Response.HasStarted ? outcome : Outcome.InvalidRequest;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            CanReuse = false;
            return outcome == Outcome.Answered ? outcome : Outcome.ClientGone;
        }
    }
}
