using Ingot.Hosting;
using Ingot.Protocol.Controller;
using Ingot.Protocol.Supervisor;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ingot.Reconciler.Cells;

/// <summary>Follows the supervisor's list of cells, and each cell on it from its first incarnation to its last.</summary>
internal sealed partial class CellWatch(
    ICells cells,
    ActualState actual,
    ILogSink logs,
    TimeProvider time,
    ILogger<CellWatch> logger
) : BackgroundService
{
    private readonly Dictionary<string, (string Incarnation, CellConnection Connection)> followed = [];

    /// <summary>Whether a process of the incarnation may be left. A cell without one has not been started yet.</summary>
    public static bool IsAlive(CellProcess cell) => cell.State != CellProcessState.Gone && cell.Incarnation.Length > 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Reconnecting.RunAsync(
            async heard =>
            {
                await foreach (var list in cells.WatchCellsAsync(stoppingToken))
                {
                    heard();
                    Take(list.Cells, stoppingToken);
                }
            },
            LogSupervisorLost,
            time,
            stoppingToken
        );
        foreach (var (_, connection) in followed.Values)
            connection.Dispose();
    }

    private void Take(IReadOnlyList<CellProcess> list, CancellationToken stoppingToken)
    {
        var begun = new Dictionary<string, CellConnection>();
        var ended = new List<CellConnection>();
        var living = list.Where(IsAlive).ToDictionary(cell => cell.Name);
        foreach (var (name, (incarnation, connection)) in followed)
        {
            if (!living.TryGetValue(name, out var cell) || cell.Incarnation != incarnation)
                ended.Add(connection);
        }
        foreach (var connection in ended)
            followed.Remove(followed.First(entry => entry.Value.Connection == connection).Key);
        foreach (var cell in living.Values.Where(cell => !followed.ContainsKey(cell.Name)))
        {
            begun.Add(cell.Name, new CellConnection(cells.Connect(cell.Socket)));
            followed.Add(cell.Name, (cell.Incarnation, begun[cell.Name]));
        }

        // Orders to a gone incarnation end before its instances are taken as gone, so that none is given twice.
        foreach (var connection in ended)
            connection.Dispose();
        actual.Apply(list, begun);
        foreach (var (name, connection) in begun)
            _ = new CellFollower(living[name], connection, actual, logs, time, logger).RunAsync(stoppingToken);
    }

    [LoggerMessage(LogLevel.Warning, "Lost the supervisor: {Reason}")]
    private partial void LogSupervisorLost(string reason);
}
