using Ingot.ApiClient.Apps;
using Ingot.Drill.Measures;
using Ingot.Drill.Target;

namespace Ingot.Drill.Faults;

/// <summary>Two instances more, and back.</summary>
internal static class ScaleFault
{
    private const int More = 2;

    public static Fault Scale { get; } = new("scale", "two instances more, and back to the number there was", Harm.None, ScaleAsync);

    private static async Task ScaleAsync(DrilledPlatform platform, CancellationToken cancellationToken)
    {
        var before = platform.App.Instances;
        try
        {
            await ScaleAsync(platform, before + More, cancellationToken);
        }
        finally
        {
            await ScaleAsync(platform, before, CancellationToken.None);
        }
    }

    private static async Task ScaleAsync(DrilledPlatform platform, int instances, CancellationToken cancellationToken)
    {
        await platform.Api.ScaleAsync(platform.App.Guid, "web", new ScaleRequest { Instances = instances }, cancellationToken);
        await platform.WhenAsync(() => platform.ServesAsync(instances, cancellationToken), $"there were not {instances} instances", cancellationToken);
    }
}
