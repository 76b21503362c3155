using System.Text.Json;
using System.Threading.Channels;
using Ingot.Protocol.Routes;
using Microsoft.Extensions.Logging;

namespace Ingot.Router.Routes;

/// <summary>The copy of the route table on disk, for a start without a controller.</summary>
internal sealed partial class RouteTableFile(string path, TimeProvider time, ILogger logger)
{
    /// <summary>A deployment changes the table many times a second; the file may lag behind, since it is confirmed before use.</summary>
    private static readonly TimeSpan SavePause = TimeSpan.FromMilliseconds(100);

    private static readonly FileStreamOptions DraftOptions = new()
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };

    /// <summary>Holds the latest table only.</summary>
    private readonly Channel<RouteTableUpdate> unsaved = Channel.CreateBounded<RouteTableUpdate>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );

    /// <summary>Null when there is none, or none that can be read.</summary>
    public async Task<RouteTableUpdate?> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync(stream, RouteTableJson.Default.RouteTableUpdate, cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            LogFileUnreadable(path, exception.Message);
            return null;
        }
    }

    /// <summary>Has the table written soon, by <see cref="RunAsync"/>.</summary>
    public void Save(RouteTableUpdate update) => unsaved.Writer.TryWrite(update);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await WriteAsync(await unsaved.Reader.ReadAsync(cancellationToken), cancellationToken);
                await Task.Delay(SavePause, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A table that was not written yet is confirmed or replaced at the next start like an old one.
        }
    }

    private async Task WriteAsync(RouteTableUpdate update, CancellationToken cancellationToken)
    {
        var draft = path + ".new";
        try
        {
            await using (var stream = new FileStream(draft, DraftOptions))
                await JsonSerializer.SerializeAsync(stream, update, RouteTableJson.Default.RouteTableUpdate, cancellationToken);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFileNotWritten(path, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The route table {Path} cannot be read: {Reason}")]
    private partial void LogFileUnreadable(string path, string reason);

    [LoggerMessage(LogLevel.Warning, "The route table {Path} cannot be written: {Reason}")]
    private partial void LogFileNotWritten(string path, string reason);
}
