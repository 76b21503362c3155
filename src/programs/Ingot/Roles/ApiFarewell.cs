using Ingot.Hosting;
using Microsoft.Extensions.Hosting;

namespace Ingot.Roles;

/// <summary>
/// Lets a controller end without losing a request: its API's socket cannot be found any more while whoever has just connected is still
/// accepted, so that the router holds all others for the next controller.
/// </summary>
internal sealed class ApiFarewell(TimeProvider time) : IHostedLifecycleService
{
    /// <summary>In which what waits in the kernel is accepted and read.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        File.Delete(DataDirectory.ApiSocket);
        return Task.Delay(Pause, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
