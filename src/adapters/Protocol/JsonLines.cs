using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ingot.Protocol;

/// <summary>Streams of messages: one JSON object a line (application/x-ndjson), flushed line by line.</summary>
public static class JsonLines
{
    public const string MediaType = "application/x-ndjson";

    /// <summary>Characters above which a line is parsed on the pool.</summary>
    private const int LongLine = 16 * 1024;

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    /// <summary>Reads messages until the other side ends the stream.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        Stream stream,
        JsonTypeInfo<T> type,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            // The router runs these continuations on the threads that see its sockets; a large route table must not hold those up.
            if (line.Length > LongLine)
                await Task.Yield();
            if (line.Length > 0)
                yield return JsonSerializer.Deserialize(line, type) ?? throw new JsonException("A line of the stream was null.");
        }
    }

    /// <summary>Writes one message and flushes it.</summary>
    public static async Task WriteAsync<T>(Stream stream, T message, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(stream, message, type, cancellationToken);
        await stream.WriteAsync(LineEnd, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>Opens a stream with GET and reads it. An error status throws.</summary>
    public static async IAsyncEnumerable<T> GetAsync<T>(
        HttpClient client,
        string path,
        JsonTypeInfo<T> type,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var message in ReadAsync(body, type, cancellationToken))
            yield return message;
    }
}
