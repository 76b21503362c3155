using System.Globalization;

namespace Ingot.Manifests.Apps;

/// <summary>Amounts of memory and disk as people write them: <c>512mb</c>, <c>1G</c>, <c>1.5 GiB</c>; every unit counts in steps of 1024.</summary>
public static class Sizes
{
    public const string Accepted = "a number with a unit, such as 512M or 1.5GB (B, K, KB, M, MB, G, GB, T, TB or KiB style, any case)";

    /// <summary>The amount in bytes, or null when the text is not a number followed by a unit.</summary>
    public static long? TryParse(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var digits = 0;
        while (digits < trimmed.Length && (char.IsAsciiDigit(trimmed[digits]) || trimmed[digits] == '.'))
        {
            digits++;
        }
        if (!decimal.TryParse(trimmed[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || UnitBytes(trimmed[digits..].Trim()) is not { } unit
            || amount > long.MaxValue / unit)
        {
            return null;
        }
        return (long)(amount * unit);
    }

    /// <summary>Whether the text begins with a number, so that only its unit is wrong.</summary>
    public static bool StartsWithNumber(string text) => text.TrimStart() is [>= '0' and <= '9', ..];

    /// <summary>The shortest whole form the API reads: <c>512M</c>, <c>2G</c>.</summary>
    public static string FromMegabytes(int megabytes) => megabytes > 0 && megabytes % 1024 == 0 ? $"{megabytes / 1024}G" : $"{megabytes}M";

    /// <summary>The shortest exact form of a log rate: <c>16K</c>, <c>1M</c>, <c>0</c>, or <c>-1</c> for no limit.</summary>
    public static string FromBytesPerSecond(long rate) => rate switch
    {
        <= 0 => $"{rate}",
        _ when rate % (1L << 30) == 0 => $"{rate >> 30}G",
        _ when rate % (1L << 20) == 0 => $"{rate >> 20}M",
        _ when rate % (1L << 10) == 0 => $"{rate >> 10}K",
        _ => $"{rate}B",
    };

    private static long? UnitBytes(ReadOnlySpan<char> unit) => unit switch
    {
        [var letter] => Power(letter) ?? (letter is 'b' or 'B' ? 1 : null),
        [var letter, 'b' or 'B'] => Power(letter),
        [var letter, 'i' or 'I', 'b' or 'B'] => Power(letter),
        _ => null,
    };

    private static long? Power(char letter) => char.ToUpperInvariant(letter) switch
    {
        'K' => 1L << 10,
        'M' => 1L << 20,
        'G' => 1L << 30,
        'T' => 1L << 40,
        _ => null,
    };
}
