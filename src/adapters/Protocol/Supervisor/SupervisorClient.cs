using System.Net.Http.Json;
using Ingot.Protocol.Cells;

namespace Ingot.Protocol.Supervisor;

/// <summary>Talks to the supervisor of a running platform.</summary>
public sealed class SupervisorClient(string socketPath) : ICells, IDisposable
{
    private readonly HttpClient client = UnixSocketHttp.CreateClient(socketPath);

    public IAsyncEnumerable<CellProcesses> WatchCellsAsync(CancellationToken cancellationToken) =>
        JsonLines.GetAsync(client, SupervisorPaths.WatchCells, SupervisorJson.Default.CellProcesses, cancellationToken);

    public ICell Connect(string socket) => new CellClient(socket);

    public async Task<PlatformStatus> StatusAsync(CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync(SupervisorPaths.Status, SupervisorJson.Default.PlatformStatus, cancellationToken)
        ?? throw new InvalidDataException("The supervisor answered null.");

    /// <summary>kill -9 of one cell's process; false when there is no such cell.</summary>
    public Task<bool> KillCellAsync(string cell, CancellationToken cancellationToken) =>
        PostAsync(SupervisorPaths.KillCell(cell), cancellationToken);

    /// <summary>kill -9 of every cell's process of a zone; false when there is no such zone.</summary>
    public Task<bool> KillZoneAsync(string zone, CancellationToken cancellationToken) =>
        PostAsync(SupervisorPaths.KillZone(zone), cancellationToken);

    /// <summary>Asks the platform to stop; its processes end after this returns.</summary>
    public Task DownAsync(CancellationToken cancellationToken) => PostAsync(SupervisorPaths.Down, cancellationToken);

    /// <summary>Begins an upgrade and returns null; or returns why it cannot be, and nothing has changed.</summary>
    public async Task<string?> UpgradeAsync(string executable, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(
            SupervisorPaths.Upgrade,
            new UpgradeRequest(executable),
            SupervisorJson.Default.UpgradeRequest,
            cancellationToken
        );
        if (response.StatusCode == System.Net.HttpStatusCode.Conflict)
            return await response.Content.ReadAsStringAsync(cancellationToken);
        response.EnsureSuccessStatusCode();
        return null;
    }

    /// <summary>The upgrade's progress now and after every change. The stream breaks when the supervisor becomes its successor.</summary>
    public IAsyncEnumerable<UpgradeProgress> WatchUpgradeAsync(CancellationToken cancellationToken) =>
        JsonLines.GetAsync(client, SupervisorPaths.Upgrade, SupervisorJson.Default.UpgradeProgress, cancellationToken);

    public void Dispose() => client.Dispose();

    private async Task<bool> PostAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsync(path, content: null, cancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
            return false;
        response.EnsureSuccessStatusCode();
        return true;
    }
}

/// <summary>The supervisor's endpoints, said once for both sides.</summary>
public static class SupervisorPaths
{
    public const string WatchCells = "/cells/watch";
    public const string Status = "/status";
    public const string Down = "/down";
    public const string Upgrade = "/upgrade";

    public static string KillCell(string cell) => $"/cells/{cell}/kill";

    public static string KillZone(string zone) => $"/zones/{zone}/kill";
}
