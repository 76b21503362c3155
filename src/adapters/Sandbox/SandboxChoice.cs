using Ingot.Sandbox.Trees;

namespace Ingot.Sandbox;

/// <summary>Picks the strongest sandbox this machine allows.</summary>
public static class SandboxChoice
{
    /// <summary>Tries PID namespaces, which takes some 10 ms, and settles for sessions.</summary>
    /// <param name="folder">Where the trees will have their folders.</param>
    public static async Task<ISandbox> ChooseAsync(string folder) =>
        await NamespaceSandbox.WorksAsync() ? new NamespaceSandbox(await NamespaceSandbox.CanShareAsync(folder)) : new SessionSandbox();
}
