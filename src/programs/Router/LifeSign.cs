using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Ingot.Router;

/// <summary>Answers the supervisor, on a Unix socket of its own, that this router serves: any request, one answer, without HTTP's machinery.</summary>
internal static class LifeSign
{
    private static ReadOnlySpan<byte> Answer => "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8;

    public static async Task AnswerAsync(ConnectionContext connection)
    {
        var request = await connection.Transport.Input.ReadAsync();
        if (request.Buffer.IsEmpty)
            return;
        // The whole request is in the one segment that the client sent.
        connection.Transport.Input.AdvanceTo(request.Buffer.End);
        connection.Transport.Output.Write(Answer);
        await connection.Transport.Output.FlushAsync();
    }
}
