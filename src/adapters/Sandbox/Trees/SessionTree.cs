using Ingot.Sandbox.Processes;

namespace Ingot.Sandbox.Trees;

/// <summary>A tree known by the marker in its processes' environment.</summary>
internal sealed class SessionTree : SandboxedTree
{
    private readonly string guid;
    private readonly SpawnedProcess main;
    private int killed;

    public SessionTree(string guid, SpawnedProcess main, Task outputEnded, Task errorEnded)
    {
        this.guid = guid;
        this.main = main;
        OutputEnded = Task.WhenAll(outputEnded, errorEnded);
    }

    public override string Key => guid;

    public override void Kill()
    {
        if (Interlocked.Exchange(ref killed, 1) == 0)
            _ = SweepAsync();
    }

    public void Follow() => _ = FollowAsync();

    public override IReadOnlyList<int> MembersIn(ILookup<string, int> members) => [.. members[Key]];

    protected override IReadOnlyList<int> FindMembers() => ProcessSweep.Find(SandboxRequest.Variable, guid);

    private async Task FollowAsync() => OnMainExited((await main.Exited).ShellCode);

    private async Task SweepAsync()
    {
        main.SignalGroup(Signals.Kill);
        await ProcessSweep.KillAsync(SandboxRequest.Variable, guid, TimeProvider.System, CancellationToken.None);
        await main.Exited;
        OnEnded();
    }
}
