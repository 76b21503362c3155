namespace Ingot.LogCache.Lines;

/// <summary>Where the bytes of one app's lines are put, many to a block. A block is freed with the last line in it.</summary>
internal sealed class LineBlocks
{
    private const int SmallestBlock = 1024;
    private const int LargestBlock = 32 * 1024;

    private byte[] newest = [];
    private int used;

    public (byte[] Block, int Offset) Add(ReadOnlySpan<byte> message)
    {
        if (used + message.Length > newest.Length)
        {
            newest = new byte[Math.Max(message.Length, Math.Clamp(2 * newest.Length, SmallestBlock, LargestBlock))];
            used = 0;
        }
        message.CopyTo(newest.AsSpan(used));
        used += message.Length;
        return (newest, used - message.Length);
    }
}
