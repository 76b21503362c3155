using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Ingot.Protocol.Routes;

namespace Ingot.Protocol.Controller;

/// <summary>Has cells drained, or takes that back.</summary>
public sealed record DrainOrder(IReadOnlyList<string> Cells, bool Drain);

/// <summary>How far a cell is that was told to drain.</summary>
/// <param name="Left">How many instances and staging tasks it still has; null while nobody knows.</param>
/// <param name="Waiting">Why some of them cannot move just now; null when they can.</param>
public sealed record DrainReport(string Cell, int? Left, string? Waiting);

/// <summary>What an operator asks of the controller.</summary>
public sealed class DrainClient(string socketPath) : IDisposable
{
    private readonly HttpClient client = UnixSocketHttp.CreateClient(socketPath);

    /// <summary>Returns when the order is kept: it is carried out whatever becomes of who gave it.</summary>
    public async Task OrderAsync(DrainOrder order, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(ControllerPaths.Drains, order, DrainJson.Default.DrainOrder, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Every cell that was told to drain.</summary>
    public async Task<IReadOnlyList<DrainReport>> ReportAsync(CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync(ControllerPaths.Drains, DrainJson.Default.DrainReportArray, cancellationToken) ?? [];

    public void Dispose() => client.Dispose();
}

/// <summary>How these messages are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DrainOrder))]
[JsonSerializable(typeof(DrainReport[]))]
public sealed partial class DrainJson : JsonSerializerContext;
