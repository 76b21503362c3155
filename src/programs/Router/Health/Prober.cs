using System.Text;
using Ingot.Router.Upstreams;

namespace Ingot.Router.Health;

/// <summary>Asks instances whether they answer at all.</summary>
internal sealed class Prober(TimeProvider time)
{
    /// <summary>One question is out at a time: an instance that wakes answers it at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks, unless a question is out already. Any answer will do.</summary>
    public void Probe(Endpoint endpoint)
    {
        if (endpoint.IsProbed)
            return;
        endpoint.IsProbed = true;
        _ = ProbeAsync(endpoint);
    }

    private async Task ProbeAsync(Endpoint endpoint)
    {
        var waiting = endpoint.Pulse.Wait();
        if (await endpoint.Connections.ConnectAsync(CancellationToken.None) is { } connection)
        {
            connection.Deadline = time.GetTimestamp() + (long)(Patience.TotalSeconds * time.TimestampFrequency);
            // RFC 9110, 9.3.7: a ping that names no resource.
            var question = $"OPTIONS * HTTP/1.1\r\nHost: {endpoint.Address}\r\nConnection: close\r\n\r\n";
            if (await connection.SendAsync(Encoding.ASCII.GetBytes(question)) && await connection.FillAsync())
                endpoint.Pulse.Reassure();
            endpoint.Connections.Close(connection);
        }
        Pulse.EndWait(waiting);
        endpoint.IsProbed = false;
    }
}
