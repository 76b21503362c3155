using Ingot.Drill.Measures;
using Ingot.Drill.Target;
using Ingot.Sandbox.Processes;

namespace Ingot.Drill.Faults;

/// <summary>What happens to the platform's own processes, on which no instance depends.</summary>
internal static class RoleFaults
{
    public static Fault KillController { get; } = Kill("controller", Harm.None);

    public static Fault KillRouter { get; } = Kill("router", Harm.Router);

    private static Fault Kill(string role, Harm harm) =>
        new($"kill-{role}", $"kill -9 of the {role}", harm, (platform, cancellationToken) => KillAsync(platform, role, cancellationToken));

    private static async Task KillAsync(DrilledPlatform platform, string role, CancellationToken cancellationToken)
    {
        var killed = await PidAsync();
        _ = Signals.Send(killed, Signals.Kill);
        await platform.WhenAsync(async () => await PidAsync() is var pid && pid != 0 && pid != killed, "it was not started again", cancellationToken);

        async Task<int> PidAsync() => (await platform.StatusAsync(cancellationToken)).Roles.First(process => process.Role == role).Pid;
    }
}
