using Ingot.Sandbox.Trees;

namespace Ingot.Sandbox;

/// <summary>Picks the strongest sandbox this machine allows.</summary>
public static class SandboxChoice
{
    /// <summary>Tries PID namespaces, which takes some 10 ms, and settles for sessions.</summary>
    public static async Task<ISandbox> ChooseAsync() => await NamespaceSandbox.WorksAsync() ? new NamespaceSandbox() : new SessionSandbox();
}
