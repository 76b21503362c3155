using Ingot.Cell.Settings;
using Ingot.Sandbox;
using Ingot.Sandbox.Trees;

namespace Ingot.Cell.Runs;

/// <summary>The sandbox of this machine, chosen once and not before the first need.</summary>
internal sealed class CellSandbox(CellOptions options)
{
    private readonly Lazy<Task<ISandbox>> choice = new(() => SandboxChoice.ChooseAsync(options.Folder));

    public Task<ISandbox> GetAsync() => choice.Value;
}
