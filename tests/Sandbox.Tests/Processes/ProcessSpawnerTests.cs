using Ingot.Sandbox.Processes;

namespace Ingot.Sandbox.Tests.Processes;

public sealed class ProcessSpawnerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_exit_status_of_a_child_is_told()
    {
        var child = await ProcessSpawner.StartAsync(Shell("exit 7"));

        Assert.Equal(new ExitStatus(7, 0), await child.Exited);
    }

    [Fact]
    public async Task A_child_ended_by_a_signal_tells_which()
    {
        var child = await ProcessSpawner.StartAsync(Shell("exec sleep 1000"));

        child.Signal(Signals.Kill);

        Assert.Equal(137, (await child.Exited).ShellCode);
    }

    [Fact]
    public async Task A_missing_program_is_refused_by_name()
    {
        var request = Shell("") with { FileName = "/nowhere/program" };

        var refusal = await Assert.ThrowsAsync<IOException>(() => ProcessSpawner.StartAsync(request));

        Assert.Equal("Cannot start /nowhere/program: No such file or directory", refusal.Message);
    }

    [Fact]
    public async Task A_child_that_is_taken_over_is_waited_for_unless_it_was_reaped()
    {
        var child = await ProcessSpawner.StartAsync(Shell("exec sleep 1000"));

        var taken = await ProcessSpawner.AdoptAsync(child.Pid);
        Assert.False(taken.Exited.IsCompleted);
        taken.Signal(Signals.Kill);
        await taken.Exited;
        await child.Exited;
        var late = await ProcessSpawner.AdoptAsync(child.Pid);

        Assert.True(late.Exited.IsCompleted);
    }

    [Fact]
    public void A_program_that_cannot_be_run_leaves_this_one_as_it_is()
    {
        using var pipe = new Pipe();

        var refusal = Assert.Throws<IOException>(
            () => ProcessImage.Replace("/nowhere/program", [], new Dictionary<string, string>(), [pipe.Reading])
        );

        Assert.Equal("Cannot run /nowhere/program: No such file or directory", refusal.Message);
    }

    [Fact]
    public async Task A_child_gets_the_named_descriptors_and_no_other()
    {
        using var output = new Pipe();
        using var extra = new Pipe();
        var child = await ProcessSpawner.StartAsync(
            Shell("for f in 0 1 2 3 4 5 6 7 8 9 10 251; do [ -e /proc/$$/fd/$f ] && echo $f; done; echo extra >&7") with
            {
                Descriptors = [new(output.Writing, 1), new(extra.Writing, 7)],
            }
        );
        await child.Exited;
        output.Writing.Dispose();
        extra.Writing.Dispose();

        Assert.Equal("0\n1\n2\n7\n", await ReadToEndAsync(output));
        Assert.Equal("extra\n", await ReadToEndAsync(extra));
    }

    [Fact]
    public async Task A_child_has_its_own_session_its_directory_and_only_the_given_environment()
    {
        using var output = new Pipe();
        var child = await ProcessSpawner.StartAsync(
            Shell("read -r p c s pp pg sid rest < /proc/$$/stat; [ $sid = $$ ] && pwd && echo $NAME $HOME.") with
            {
                WorkingDirectory = "/usr",
                Environment = new Dictionary<string, string> { ["NAME"] = "a b" },
                Descriptors = [new(output.Writing, 1)],
            }
        );
        await child.Exited;
        output.Writing.Dispose();

        Assert.Equal("/usr\na b .\n", await ReadToEndAsync(output));
    }

    [Fact]
    public async Task A_child_starts_with_the_default_signal_dispositions()
    {
        using var output = new Pipe();
        var child = await ProcessSpawner.StartAsync(
            Shell("while read k v; do case $k in SigBlk:|SigIgn:) echo $v;; esac; done < /proc/self/status") with
            {
                Descriptors = [new(output.Writing, 1)],
            }
        );
        await child.Exited;
        output.Writing.Dispose();

        var masks = (await ReadToEndAsync(output)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // 32 and 33 belong to the C library.
        const ulong Ordinary = 0xfffffffe_7fffffff;
        Assert.Equal([0ul, 0ul], masks.Select(mask => Convert.ToUInt64(mask, 16) & Ordinary));
    }

    [Fact]
    public async Task A_sweep_leaves_no_process_that_carries_the_marker()
    {
        var marker = Guid.NewGuid().ToString();
        // Before the marker, so that it does not lie in what a first look reads.
        var padding = new string('x', 100_000);
        using var output = new Pipe();
        var child = await ProcessSpawner.StartAsync(
            Shell("setsid sh -c 'echo up; sleep 1000 & exec sleep 1000' & sleep 1000") with
            {
                Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["LONG"] = padding, [ProcessSweep.CellVariable] = marker },
                Descriptors = [new(output.Writing, 1)],
            }
        );
        await new StreamReader(new FileStream(output.Reading, FileAccess.Read)).ReadLineAsync(Cancelled);

        await ProcessSweep.KillAsync(ProcessSweep.CellVariable, marker, TimeProvider.System, Cancelled);

        Assert.Empty(ProcessSweep.Find(ProcessSweep.CellVariable, marker));
        Assert.Equal(Signals.Kill, (await child.Exited).Signal);
    }

    private static SpawnRequest Shell(string script) =>
        new()
        {
            FileName = "/bin/sh",
            Arguments = ["-c", script],
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        };

    private static async Task<string> ReadToEndAsync(Pipe pipe)
    {
        using var reader = new StreamReader(new FileStream(pipe.Reading, FileAccess.Read));
        return await reader.ReadToEndAsync(Cancelled);
    }
}
