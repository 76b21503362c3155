namespace Ingot.Cli.Pushing;

/// <summary>Reads an app's file from end to end, and ends the push when that is not the file which was listed.</summary>
/// <param name="count">Is told the bytes that went by.</param>
internal sealed class AppFileStream(AppFile file, Action<int> count) : Stream
{
    private readonly FileStream content = Open(file);
    private long read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int length) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Checked(await content.ReadAsync(buffer, cancellationToken));
        }
        catch (IOException failure)
        {
            throw file.Unreadable(failure);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int length, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, length), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int length) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is written.
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }
        base.Dispose(disposing);
    }

    private static FileStream Open(AppFile file)
    {
        try
        {
            return new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw file.Unreadable(failure);
        }
    }

    /// <summary>A look at the end tells all: whatever was written before it, to this file or in its place, shows in the time. One that grows is not read for ever.</summary>
    private int Checked(int bytes)
    {
        read += bytes;
        var isEnd = bytes == 0;
        if (read > file.SizeBytes || (isEnd && (read < file.SizeBytes || File.GetLastWriteTimeUtc(content.SafeFileHandle) != file.ChangedAt)))
        {
            throw file.Modified();
        }
        count(bytes);
        return bytes;
    }
}
