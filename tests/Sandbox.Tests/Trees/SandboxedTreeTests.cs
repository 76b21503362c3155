using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Ingot.Sandbox.Processes;
using Ingot.Sandbox.Trees;
using Ingot.Sandbox.Users;

namespace Ingot.Sandbox.Tests.Trees;

/// <summary>Both kinds of tree, with an app of two levels of children, one of which leaves its session.</summary>
public sealed class SandboxedTreeTests : IDisposable
{
    private const string TwoLevels = """
        setsid bash -c 'trap "echo deep ends; exit" TERM; echo deep; while :; do sleep 0.05; done' &
        bash -c 'sleep 1000 & echo child; wait' &
        echo main
        wait
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("ingot-tree-").FullName;
    private readonly BlockingCollection<string> lines = [];
    private readonly string guid = Guid.NewGuid().ToString();
    private readonly string cell = Guid.NewGuid().ToString();

    public static TheoryData<string> Kinds => ["namespace", "session"];

    /// <summary>With the namespace that copies bases, as where the file system or the user cannot share them.</summary>
    public static TheoryData<string> KindsOfBase => ["namespace", "copying namespace", "session"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_main_process_tells_its_status_and_takes_its_children_along(string kind)
    {
        var tree = await StartAsync(kind, "sleep 1000 & setsid sleep 1000 & exit 3");

        await tree.Ended.WaitAsync(Cancelled);

        Assert.Equal(3, await tree.MainExited);
        Assert.Empty(ProcessSweep.Find(SandboxRequest.Variable, guid));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Asked_to_stop_every_process_gets_the_signal_and_is_waited_for(string kind)
    {
        var tree = await StartAsync(kind, TwoLevels);
        WaitFor("main", "child", "deep");

        var inTime = await tree.StopAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        await tree.OutputEnded.WaitAsync(Cancelled);

        Assert.True(inTime);
        Assert.Contains("deep ends", lines);
        Assert.Empty(ProcessSweep.Find(SandboxRequest.Variable, guid));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_ignores_the_signal_is_killed_after_the_grace_period(string kind)
    {
        var tree = await StartAsync(kind, "trap '' TERM; echo main; while :; do sleep 0.1; done");
        WaitFor("main");

        var inTime = await tree.StopAsync(TimeSpan.FromMilliseconds(300), TimeProvider.System);

        Assert.False(inTime);
        Assert.Equal(137, await tree.MainExited);
        Assert.Empty(ProcessSweep.Find(SandboxRequest.Variable, guid));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Kill_ends_all_of_it(string kind)
    {
        var tree = await StartAsync(kind, TwoLevels);
        WaitFor("main", "child", "deep");

        tree.Kill();
        await tree.Ended.WaitAsync(Cancelled);

        Assert.Empty(ProcessSweep.Find(SandboxRequest.Variable, guid));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_environment_arrives_whole_and_touches_nothing_that_runs_before_the_app(string kind)
    {
        var tree = await StartAsync(
            kind,
            "exec env",
            new()
            {
                ["PATH"] = "/usr/bin:/bin",
                ["TWO_LINES"] = "a\nb",
                ["Logging:Level"] = "Debug",
                ["LD_PRELOAD"] = "/nowhere.so",
                ["BASH_FUNC_read%%"] = "() { echo stolen; }",
                ["CUT"] = "a\0INGOT_CELL=other",
                [SandboxRequest.Variable] = "other",
            }
        );
        await tree.OutputEnded.WaitAsync(Cancelled);

        Assert.Equal(0, await tree.MainExited);
        Assert.Subset(lines.ToHashSet(), new HashSet<string>
        {
            "TWO_LINES=a", "b", "Logging:Level=Debug", "LD_PRELOAD=/nowhere.so", $"INGOT_CELL={cell}", $"INGOT_SANDBOX={guid}",
        });
        Assert.DoesNotContain(lines, line => line.Contains("stolen") || line.Contains("other"));
        // The loader complains once for the program that replaces the shell, and not before.
        Assert.InRange(lines.Count(line => line.Contains("cannot be preloaded")), 1, 1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_app_runs_as_its_user_in_a_folder_that_lies_below_a_closed_one(string kind)
    {
        Assert.SkipUnless(AppUser.CanSwitch, "Only root can run apps as users of their own.");
        var user = AppUser.Find("app")!.Value;
        var closed = Path.Combine(folder, "closed");
        var instance = Directory.CreateDirectory(Path.Combine(closed, "cells", guid)).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
        AppUser.GiveTo(instance, user);
        var files = await UnpackAsync(Path.Combine(closed, "cells", "base"), user, ("app/hello", "hi"));

        // Without a mount namespace only the working directory leads there.
        var script = kind == "namespace" ? $"cd {instance}; id -u; cat app/hello; echo; touch mine && echo ok; ls {closed}" : "id -u; cat app/hello; echo; touch mine && echo ok";
        var tree = await StartAsync(kind, script, files: files, user: user, at: instance);
        await tree.OutputEnded.WaitAsync(Cancelled);

        Assert.Equal([$"{user}", "hi", "ok"], lines.Take(3));
    }

    [Theory]
    [MemberData(nameof(KindsOfBase))]
    public async Task What_a_tree_does_to_its_files_stays_in_its_folder(string kind)
    {
        var files = await UnpackAsync(Path.Combine(folder, "base"), AppUser.Find("app"), ("app/hello", "hi"), ("app/deep/old", "old"), ("gone", "x"));
        var instance = Directory.CreateDirectory(Path.Combine(folder, guid)).FullName;
        AppUser.GiveTo(instance, AppUser.Find("app"));
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);

        var tree = await StartAsync(
            kind,
            "printf mine >> app/hello; rm -r gone; mv app/deep app/moved; echo new > app/new; cat app/hello app/moved/old; echo; ls",
            files: files,
            user: AppUser.Find("app"),
            at: instance
        );
        await tree.OutputEnded.WaitAsync(Cancelled);
        await tree.Ended.WaitAsync(Cancelled);

        Assert.Equal(["himineold", "app"], lines);
        Assert.Equal("hi", await File.ReadAllTextAsync(Path.Combine(files, "app/hello"), Cancelled));
        Assert.Equal(
            ["app/deep/old", "app/hello", "gone"],
            Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(files, path)).Order()
        );
    }

    [Fact]
    public async Task A_tree_that_forks_without_end_comes_to_its_own_limit()
    {
        Assert.SkipUnless(AppUser.CanSwitch && Environment.OSVersion.Version >= new Version(6, 14), "Older kernels count all of a user together.");
        // It ends by itself should nothing stop it.
        const string Bomb = """
            import os, time
            forks = 0
            try:
                while forks < 3000:
                    if os.fork() == 0:
                        time.sleep(60)
                        os._exit(0)
                    forks += 1
            except OSError as refusal:
                print(refusal.strerror)
            print(forks)
            """;

        var tree = await StartAsync("namespace", $"exec /usr/bin/python3 -c '{Bomb}'", user: AppUser.Find("bomb"));
        var neighbour = await ProcessSpawner.StartAsync(
            new SpawnRequest { FileName = "/bin/true", Arguments = [], Environment = new Dictionary<string, string>() }
        );
        await tree.Ended.WaitAsync(Cancelled);
        await tree.OutputEnded.WaitAsync(Cancelled);

        Assert.Equal("Resource temporarily unavailable", lines.First());
        Assert.InRange(int.Parse(lines.Last()), 500, 1023);
        Assert.Equal(default, await neighbour.Exited);
    }

    [Fact]
    public async Task The_choice_on_a_machine_with_root_is_a_namespace()
    {
        Assert.SkipUnless(AppUser.CanSwitch, "Without root it depends on the machine.");

        Assert.StartsWith("process (PID namespaces)", (await SandboxChoice.ChooseAsync(folder)).Name);
    }

    private async Task<SandboxedTree> StartAsync(
        string kind,
        string script,
        Dictionary<string, string>? environment = null,
        string? files = null,
        uint? user = null,
        string? at = null
    )
    {
        ISandbox sandbox = kind == "session" ? new SessionSandbox() : new NamespaceSandbox(kind == "namespace" && await NamespaceSandbox.CanShareAsync(folder));
        var partial = new StringBuilder();
        return await sandbox.StartAsync(
            new SandboxRequest
            {
                Guid = guid,
                Cell = cell,
                Folder = at ?? folder,
                User = user,
                Script = script,
                Environment = environment ?? new() { ["PATH"] = "/usr/bin:/bin" },
                Base = files,
                Output = Take,
                Error = Take,
            },
            Cancelled
        );

        void Take(ReadOnlySpan<byte> bytes)
        {
            partial.Append(Encoding.UTF8.GetString(bytes));
            while (partial.ToString().IndexOf('\n') is var end and >= 0)
            {
                lines.Add(partial.ToString(0, end));
                partial.Remove(0, end + 1);
            }
        }
    }

    /// <summary>Waits until each of the prefixes has begun a line.</summary>
    private void WaitFor(params string[] prefixes)
    {
        var missing = prefixes.ToHashSet();
        while (missing.Count > 0)
        {
            var line = lines.Take(Cancelled);
            missing.RemoveWhere(prefix => line.StartsWith(prefix));
        }
    }

    private async Task<string> UnpackAsync(string target, uint? user, params (string Name, string Text)[] files)
    {
        var path = Path.Combine(folder, "droplet.tgz");
        await using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        await using (var tar = new TarWriter(gzip))
        {
            foreach (var (name, text) in files)
                await tar.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) },
                    Cancelled
                );
        }
        Directory.CreateDirectory(target);
        AppUser.GiveTo(target, user);
        using var archive = File.OpenHandle(path);
        await TarArchive.UnpackAsync(archive, target, user);
        return target;
    }
}
