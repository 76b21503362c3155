using Ingot.Sandbox;
using Ingot.Sandbox.Trees;

namespace Ingot.Cell.Instances;

/// <summary>The sandbox of this machine, chosen once and not before the first need.</summary>
internal sealed class CellSandbox
{
    private readonly Lazy<Task<ISandbox>> choice = new(SandboxChoice.ChooseAsync);

    public Task<ISandbox> GetAsync() => choice.Value;
}
