using System.Text;
using Ingot.LogCache.Lines;
using Ingot.Protocol.Logs;

namespace Ingot.LogCache.Tests;

/// <summary>Valid lines and queries; a test names only what matters to it.</summary>
internal static class Some
{
    public const string App = "11111111-0000-4000-8000-000000000001";
    public const long Second = 1_000_000_000;

    /// <summary>A moment long after 1970, so that times before it are positive too.</summary>
    public const long Now = 1_800_000_000 * Second;

    public static LogLine Line(string message, long timestamp = Now, string app = App, bool error = false) =>
        new(Source(app), timestamp, error ? LineKind.Error : LineKind.Output, Encoding.UTF8.GetBytes(message));

    public static LogLine Gauge(string metrics, long timestamp = Now) =>
        new(Source(App), timestamp, LineKind.Gauge, Encoding.UTF8.GetBytes(metrics));

    public static ReadQuery Query(long from = 0, long? to = null, int limit = 1000, bool descending = false) =>
        new(from, to, limit, descending, LinesWanted: true, GaugesWanted: true);

    private static LogSource Source(string app) =>
        new(app, "APP/PROC/WEB", "0", "web", "22222222-0000-4000-8000-0001", "33333333-0000-4000-8000-000000000001");
}
