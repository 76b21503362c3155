namespace Ingot.Lifecycle.Droplets;

/// <summary>Sizes as CF's logs print them: <c>1.2M</c>.</summary>
internal static class SizeText
{
    public static string Of(long bytes) =>
        bytes switch
        {
            < 1024 => $"{bytes}B",
            < 1024 * 1024 => $"{bytes / 1024.0:0.#}K",
            < 1024 * 1024 * 1024 => $"{bytes / (1024.0 * 1024):0.#}M",
            _ => $"{bytes / (1024.0 * 1024 * 1024):0.#}G",
        };
}
