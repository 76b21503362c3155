using System.Globalization;
using System.Text;
using Ingot.Sandbox.Output;
using Ingot.Sandbox.Processes;
using Microsoft.Win32.SafeHandles;

namespace Ingot.Sandbox.Trees;

/// <summary>A tree in its own PID namespace.</summary>
internal sealed class NamespaceTree : SandboxedTree
{
    private readonly NamespaceSandbox sandbox;
    private readonly SpawnedProcess holder;
    private readonly Pipe orders;
    private readonly TaskCompletionSource<bool> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder report = new();
    private string? key;
    private volatile int init;

    /// <param name="holder">The <c>unshare</c> that waits for the namespace's first process; it ends when the namespace is empty.</param>
    /// <param name="orders">To the first process; it lives while this is open.</param>
    public NamespaceTree(NamespaceSandbox sandbox, SpawnedProcess holder, Pipe orders, Task outputEnded, Task errorEnded)
    {
        this.sandbox = sandbox;
        this.holder = holder;
        this.orders = orders;
        OutputEnded = Task.WhenAll(outputEnded, errorEnded);
    }

    public override string Key => key ?? "";

    public override void Kill()
    {
        // The first process is unshare's child and unshare waits for it, so its number stays its own until the holder has ended.
        if (init != 0 && !holder.Exited.IsCompleted)
            _ = Libc.Kill(init, Signals.Kill);
        else
            holder.Signal(Signals.Kill);
    }

    /// <summary>Listens to the first process.</summary>
    public void Follow(SafeFileHandle reports)
    {
        _ = PipePump.ReadToEndAsync(reports, OnReport);
        _ = WaitForEndAsync();
    }

    /// <summary>Completes when the main process runs.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await started.Task.WaitAsync(cancellationToken))
                return;
        }
        catch (OperationCanceledException)
        {
            Kill();
            await Ended;
            throw;
        }
        await Ended;
        throw new IOException("the sandbox did not start");
    }

    public override IReadOnlyList<int> MembersIn(ILookup<string, int> members) => [.. members[Key].Where(pid => pid != init)];

    protected override IReadOnlyList<int> FindMembers() => MembersIn(sandbox.FindMembers());

    private void OnReport(ReadOnlySpan<byte> bytes)
    {
        report.Append(Encoding.ASCII.GetString(bytes));
        while (report.ToString() is var text && text.IndexOf('\n', StringComparison.Ordinal) is var end && end >= 0)
        {
            report.Remove(0, end + 1);
            OnReport(text[..end]);
        }
    }

    private void OnReport(string line)
    {
        if (line == "ready")
            Let();
        else if (line == "started")
            started.TrySetResult(true);
        else if (line.StartsWith("exit ", StringComparison.Ordinal))
            OnMainExited(int.Parse(line.AsSpan(5), CultureInfo.InvariantCulture));
    }

    private void Let()
    {
        key = ProcessTable.FindNamespaceOfChildren(holder.Pid);
        init = ProcessTable.FindChild(holder.Pid) ?? 0;
        if (key is not null && key != ProcessTable.OwnNamespace)
            sandbox.Add(this);
        if (init != 0)
            orders.Write("go\n"u8);
        else
            Kill();
    }

    private async Task WaitForEndAsync()
    {
        var status = await holder.Exited;
        orders.Dispose();
        // A holder that was itself killed did not wait for the namespace to become empty.
        while (status.Signal != 0 && key is not null && sandbox.FindMembers().Contains(key))
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        sandbox.Remove(this);
        started.TrySetResult(false);
        OnEnded();
    }
}
