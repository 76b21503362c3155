namespace Ingot.Cell.Staging;

/// <summary>Writes sizes as Cloud Foundry's staging lines do: <c>512B</c>, <c>1.2M</c>.</summary>
internal static class ByteWords
{
    public static string Short(long bytes) =>
        bytes switch
        {
            >= 1L << 30 => $"{bytes / (double)(1L << 30):0.#}G",
            >= 1L << 20 => $"{bytes / (double)(1L << 20):0.#}M",
            >= 1L << 10 => $"{bytes / (double)(1L << 10):0.#}K",
            _ => $"{bytes}B",
        };
}
