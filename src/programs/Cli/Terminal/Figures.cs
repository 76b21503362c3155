using System.Globalization;
using Ingot.ApiClient.Logs;

namespace Ingot.Cli.Terminal;

/// <summary>Sizes, times and log lines as text.</summary>
internal static class Figures
{
    /// <summary>E.g. <c>12.3M</c>: one digit, 1024-based.</summary>
    public static string Bytes(long bytes)
    {
        var (divisor, unit) = bytes switch
        {
            >= 1L << 40 => (1L << 40, "T"),
            >= 1L << 30 => (1L << 30, "G"),
            >= 1L << 20 => (1L << 20, "M"),
            >= 1L << 10 => (1L << 10, "K"),
            _ => (1L, "B"),
        };
        return bytes <= 0 ? "0" : ((double)bytes / divisor).ToString("0.#", CultureInfo.InvariantCulture) + unit;
    }

    public static string BytesPerSecond(long bytes) => bytes == -1 ? "unlimited" : $"{Bytes(bytes)}/s";

    /// <summary>E.g. <c>Mon 02 Jan 15:04:05 UTC 2006</c>, in local time.</summary>
    public static string FriendlyDate(DateTimeOffset time)
    {
        var zone = TimeZoneInfo.Local;
        var name = zone.IsDaylightSavingTime(time) ? zone.DaylightName : zone.StandardName;
        return $"{time.ToLocalTime():ddd dd MMM HH:mm:ss} {name} {time.ToLocalTime():yyyy}";
    }

    /// <summary>RFC 3339 in UTC, to the second.</summary>
    public static string Instant(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";

    /// <summary>E.g. <c>2006-01-02T15:04:05.00-0700</c>, in local time.</summary>
    public static string LogTime(DateTimeOffset time)
    {
        var local = time.ToLocalTime();
        return $"{local:yyyy-MM-ddTHH:mm:ss.ff}{local.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal)}";
    }

    public static void Log(this CliConsole console, LogEntry entry, bool withHeader)
    {
        var header = withHeader ? $"{LogTime(entry.Time)} [{entry.SourceType}/{entry.Instance}] {entry.Stream} " : "";
        foreach (var line in entry.Text.Split('\n'))
        {
            var text = header + line.TrimEnd('\r', '\n');
            console.Line($"   {(entry.Stream == "ERR" ? console.Paint(text, Style.Removed) : text)}");
        }
    }
}
