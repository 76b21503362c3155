using Ingot.Uaa.Keys;
using Microsoft.Extensions.Hosting;

namespace Ingot.Uaa.Users;

/// <summary>
/// Does beside the start what the first sign-in would have to wait for: on a new platform that is making the key and the admin's
/// password, half a second together. A sign-in that comes earlier waits for the same work.
/// </summary>
internal sealed class FirstStart(AdminAccount admin, SigningKey key) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Run(() => admin.EnsureAsync(stoppingToken), stoppingToken);
        await Task.Run(() => key.Key, stoppingToken);
    }
}
