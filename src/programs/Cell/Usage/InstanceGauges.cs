using System.Buffers;
using System.Text.Json;
using Ingot.Cell.Workloads;
using Microsoft.Extensions.Hosting;

namespace Ingot.Cell.Usage;

/// <summary>Puts what every instance uses among its lines, as gauges with the names, units and period of CF's container metrics.</summary>
internal sealed class InstanceGauges(UsageSampler sampler, Workload workload, TimeProvider time) : BackgroundService
{
    private const long Megabyte = 1024 * 1024;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await MeasureAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The cell ends.
        }
    }

    private async Task MeasureAsync()
    {
        var instances = workload.Instances.ToDictionary(instance => instance.Guid);
        if (instances.Count == 0)
            return;
        foreach (var usage in await sampler.ReadAsync(UsageSampler.LongestPause))
        {
            if (!instances.TryGetValue(usage.InstanceGuid, out var instance))
                continue;
            instance.Output.Measure(
                Metrics(
                    ("cpu", "percentage", usage.Cpu * 100),
                    ("memory", "bytes", usage.MemoryBytes),
                    ("disk", "bytes", usage.DiskBytes),
                    ("memory_quota", "bytes", instance.Status.MemoryMb * Megabyte),
                    ("disk_quota", "bytes", instance.Status.DiskMb * Megabyte)
                )
            );
            instance.Output.Measure(
                Metrics(("log_rate", "B/s", usage.LogBytesPerSecond), ("log_rate_limit", "B/s", instance.Output.BytesPerSecond))
            );
        }
    }

    /// <summary>The <c>metrics</c> of a gauge envelope.</summary>
    public static ReadOnlySpan<byte> Metrics(params ReadOnlySpan<(string Name, string Unit, double Value)> metrics)
    {
        var text = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        foreach (var (name, unit, value) in metrics)
        {
            json.WriteStartObject(name);
            json.WriteString("unit", unit);
            json.WriteNumber("value", value);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.Flush();
        return text.WrittenSpan;
    }
}
