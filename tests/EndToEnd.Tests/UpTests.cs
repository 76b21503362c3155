using System.Diagnostics;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

public sealed class UpTests
{
    private static readonly TimeSpan PushPatience = TimeSpan.FromMinutes(2);
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Typed_in_a_terminal_it_ends_with_a_table_of_instances_and_a_url_that_answers_and_Ctrl_C_leaves_nothing()
    {
        using var folder = new TempDirectory();
        var data = folder.Combine("data");
        var port = TestPlatform.FreePort();
        using var terminal = Process.Start(
            Command.StartInfo(
                "script",
                ["-qefc", $"./ingot up samples/hello --data {data} --listen 127.0.0.1:{port}", "/dev/null"],
                environment: null,
                RepositoryRoot.Path
            )
        )!;
        var seen = new System.Text.StringBuilder();
        terminal.OutputDataReceived += (_, line) => { lock (seen) seen.AppendLine(line.Data); };
        terminal.BeginOutputReadLine();
        string Seen() { lock (seen) return seen.ToString(); }

        await Eventually.TrueAsync(() => Seen().Contains("Press Ctrl-C to stop"), PushPatience, "the table is printed");
        foreach (var zone in (string[])["z1", "z2", "z3"])
            Assert.Matches($@"#\d\s+running\s+{zone}\b", Seen());
        Assert.Contains($"http://hello.localhost:{port}", Seen());
        var answer = await Command.RunAsync("curl", ["-sf", $"http://hello.localhost:{port}/"]);
        Assert.Contains("instance", answer.Succeeded(), StringComparison.OrdinalIgnoreCase);

        await terminal.StandardInput.WriteAsync('\x03');
        await terminal.StandardInput.FlushAsync(Cancelled);

        await Eventually.TrueAsync(() => Processes.Of(data).Count == 0, TimeSpan.FromSeconds(12), "no process is left");
        await terminal.WaitForExitAsync(Cancelled);
    }

    [Fact]
    public async Task After_kill_9_of_the_supervisor_nothing_is_left_within_two_seconds_and_the_next_up_brings_the_app_back()
    {
        await using var platform = await TestPlatform.StartAsync();
        await platform.LogInAsync();
        (await platform.CfAsync("push", "hello", "-p", RepositoryRoot.Combine("samples", "hello"), "-i", "3")).Succeeded();

        Signals.Send(platform.SupervisorPid, Signals.Kill);
        await Eventually.TrueAsync(() => Processes.Of(platform.Data).Count == 0, TimeSpan.FromSeconds(2), "no process is left");

        await platform.StartAgainAsync();
        var rows = await Eventually.GetAsync(
            () => platform.StatsAsync("hello"),
            rows => rows.Count == 3 && rows.All(row => row.GetProperty("state").GetString() == "RUNNING"),
            TimeSpan.FromSeconds(20),
            "three instances run again"
        );
        Assert.Equal(3, rows.Select(row => row.GetProperty("zone").GetString()).Distinct().Count());
        Assert.Equal(200, (int)(await platform.Http.GetAsync(platform.AppUrl("hello"), Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_second_platform_on_the_same_directory_is_refused()
    {
        await using var platform = await TestPlatform.StartAsync();

        var second = await platform.IngotAsync("up", "--listen", $"127.0.0.1:{TestPlatform.FreePort()}");

        Assert.Contains("another platform runs on this directory", second.Failed());
        Assert.Equal(platform.Url, (await platform.StatusAsync()).GetProperty("url").GetString());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_cure()
    {
        await using var platform = await TestPlatform.StartAsync();
        using var folder = new TempDirectory();

        var second = await Command.RunAsync(
            RepositoryRoot.Combine("ingot"),
            ["up", "--data", folder.Combine("data"), "--listen", $"127.0.0.1:{platform.Port}"]
        );

        Assert.Contains($"--listen 127.0.0.1:{platform.Port}: the port is taken", second.Failed());
        Assert.Empty(Processes.Of(folder.Combine("data")));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_named()
    {
        using var folder = new TempDirectory();
        var file = folder.Write("file", "not a directory");

        var up = await Command.RunAsync(RepositoryRoot.Combine("ingot"), ["up", "--data", Path.Combine(file, "data")]);

        Assert.Contains($"--data {file}/data: the directory cannot be written", up.Failed());
    }

    [Fact]
    public async Task A_directory_whose_name_a_shell_would_split_is_quoted_in_the_commands_that_are_printed()
    {
        var status = await Command.RunAsync(RepositoryRoot.Combine("ingot"), ["status", "--data", "/nowhere/it's here"]);

        Assert.Contains(@"`ingot up --data '/nowhere/it'\''s here'`", status.Failed());
    }

    [Fact]
    public async Task Someone_who_may_not_ask_the_platform_is_told_so()
    {
        using var folder = new TempDirectory();
        var run = Directory.CreateDirectory(folder.Combine("run"), UnixFileMode.None);
        // Root may look everywhere, unless it is told that it may not.
        string[] asAnyone = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : ["env"];

        var status = await Command.RunAsync(asAnyone[0], [.. asAnyone[1..], RepositoryRoot.Combine("ingot"), "status", "--data", folder.Path]);
        run.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute; // To be deleted.

        Assert.Contains("only the user who started the platform may ask it", status.Failed());
    }

    [Fact]
    public async Task Every_wrong_option_is_named_at_once()
    {
        var up = await Command.RunAsync(
            RepositoryRoot.Combine("ingot"),
            ["up", "/nowhere", "--data", "/" + new string('d', 400), "--listen", "nonsense", "--zones", "a,a", "--cells", "0", "--cell-memory", "5"]
        );

        var said = up.Failed();
        foreach (var option in (string[])["APP_DIR /nowhere", "at most 400 bytes", "--listen nonsense", "--zones a,a", "--cells 0", "--cell-memory 5"])
            Assert.Contains(option, said);
    }

    [Fact]
    public async Task Detached_it_goes_on_in_the_background_until_it_is_taken_down()
    {
        using var folder = new TempDirectory();
        var data = folder.Combine("data");
        var port = TestPlatform.FreePort();
        string[] on = ["--data", data];
        string[] up = ["up", "--listen", $"127.0.0.1:{port}", "--detach"];

        (await Command.RunAsync(RepositoryRoot.Combine("ingot"), [.. up, .. on])).Succeeded();
        var another = await Command.RunAsync(RepositoryRoot.Combine("ingot"), [.. up, "--data", folder.Combine("another")]);
        var cells = await Command.RunAsync(RepositoryRoot.Combine("ingot"), ["cells", .. on, "--json"]);
        var password = await Command.RunAsync(RepositoryRoot.Combine("ingot"), ["password", .. on]);
        var down = await Command.RunAsync(RepositoryRoot.Combine("ingot"), ["down", .. on]);

        Assert.Contains($"--listen 127.0.0.1:{port}: the port is taken", another.Failed());
        Assert.Equal(3, System.Text.Json.JsonDocument.Parse(cells.Succeeded()).RootElement.GetArrayLength());
        Assert.NotEmpty(password.Succeeded().Trim());
        down.Succeeded();
        Assert.Empty(Processes.Of(data));
        Assert.Contains("No platform runs", (await Command.RunAsync(RepositoryRoot.Combine("ingot"), ["status", .. on])).Failed());
    }
}
