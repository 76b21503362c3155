using System.IO.Compression;
using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Pushing;

public sealed class PushTests
{
    [Fact]
    public async Task A_push_waits_until_every_instance_runs()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("index.html", "hello");

        var push = await client.RunAsync("push", "site", "-i", "2");

        Assert.Equal(0, push.ExitCode);
        Assert.Equal("Instances starting...\n", push.Errors);
        Assert.Equal(
            [
                "Pushing app site to org ingot / space dev as admin...",
                "Packaging files to upload...",
                "Uploading files...",
                "",
                "Waiting for API to complete processing files...",
                "",
                "Staging app and tracing logs...",
                "   Compiling",
                "",
                "Waiting for app site to start...",
                "",
                "",
                "name:              site",
                "requested state:   started",
                "routes:            site.localhost:8080",
            ],
            push.Output.Split('\n')[..15]);
        Assert.Contains("instances:      2/2", push.Output, StringComparison.Ordinal);
        Assert.Matches(@"#1   running   [0-9TZ:-]+   1\.2%   50M of 1G   1\.5K of 1G   0/s of unlimited             z2\n", push.Output);
        Assert.Equal("applications:\n- name: site\n  instances: 2\n  default-route: true\n", Assert.Single(platform.Manifests));
    }

    [Fact]
    public async Task The_archive_holds_modes_links_and_nothing_that_is_ignored()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        var script = client.Write("bin/run.sh", "echo");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(client.WorkingDirectory, "run"), "bin/run.sh");
        client.Write(".cfignore", "*.log\nnode_modules\n");
        client.Write("a.log", "noise");
        client.Write("node_modules/x/y.js", "much");
        client.Write(".git/HEAD", "ref");

        await client.RunAsync("push", "site");

        using var archive = new ZipArchive(new MemoryStream(platform.Archive));
        Assert.Equal(["bin/", "bin/run.sh", "run"], archive.Entries.Select(entry => entry.FullName));
        Assert.Equal(0x8000 | 0b101_000_000 & 0b101_000_000, archive.GetEntry("bin/run.sh")!.ExternalAttributes >>> 16);
        Assert.Equal(0xA000, (archive.GetEntry("run")!.ExternalAttributes >>> 16) & 0xF000);
        using var link = new StreamReader(archive.GetEntry("run")!.Open());
        Assert.Equal("bin/run.sh", await link.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_page_s_manifest_means_what_it_says()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "pass");
        client.Write("manifest.yml", "---\nmemory: 512mb\ninstances: 2\napplications:\n- name: foia\n");

        var push = await client.RunAsync("push");

        Assert.Equal(0, push.ExitCode);
        Assert.Equal("Note: memory, instances above 'applications:' (line 2) count for every app that does not say otherwise. Other clients drop what stands there.\nInstances starting...\n", push.Errors);
        Assert.Contains("  instances: 2\n  memory: 512M\n", Assert.Single(platform.Manifests), StringComparison.Ordinal);
        Assert.Contains("instances:      2/2", push.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crashing_app_fails_the_push_and_names_the_logs()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Shape = app => app.Crashes = true;
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "1/0");

        var push = await client.RunAsync("push", "broken");

        Assert.Equal(1, push.ExitCode);
        Assert.Equal("Instances starting...\nStart unsuccessful\n\nTIP: use 'cf logs broken --recent' for more information\n", push.Errors);
        Assert.EndsWith("FAILED\n", push.Output, StringComparison.Ordinal);
        Assert.Contains("#0   crashed", push.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_build_ends_the_push_with_its_reason()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.StagingError = "BuildpackCompileFailed - the compiler said no";
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "");

        var push = await client.RunAsync("push", "broken");

        Assert.Equal(1, push.ExitCode);
        Assert.Equal("BuildpackCompileFailed - the compiler said no\n", push.Errors);
        Assert.Contains("   Compiling\n", push.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_is_deleted_while_it_is_built_is_named()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "");
        platform.Answers["GET /v3/builds/build-guid"] = (404, new { errors = new[] { new { code = 10010, title = "CF-ResourceNotFound", detail = "Build not found" } } });

        var other = await client.RunAsync("push", "shop");
        platform.Meanwhile["GET /v3/builds/build-guid"] = _ => platform.Apps.Clear();
        var deleted = await client.RunAsync("push", "shop");

        Assert.Equal((1, "Build not found\n"), (other.ExitCode, other.Errors));
        Assert.Equal((1, "App 'shop' was deleted while it was being pushed.\n"), (deleted.ExitCode, deleted.Errors));
    }

    [Fact]
    public async Task Instances_of_the_old_version_do_not_count_as_started()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "pass");
        await client.RunAsync("push", "shop");
        platform.Apps["shop"].Crashes = true;

        var push = await client.RunAsync("push", "shop");

        Assert.Equal(1, push.ExitCode);
        Assert.StartsWith("Note: shop is running. It is stopped before its new version starts; --strategy rolling", push.Errors, StringComparison.Ordinal);
        Assert.Contains("Start unsuccessful", push.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_apps_are_pushed_one_after_the_other()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("one/a.txt", "a");
        client.Write("two/b.txt", "b");
        client.Write("manifest.yml", "applications:\n- {name: one, path: one}\n- {name: two, path: ./two, no-route: true}\n");

        var push = await client.RunAsync("push", "-f", Path.Combine(client.WorkingDirectory, "manifest.yml"));

        Assert.Equal(0, push.ExitCode);
        Assert.StartsWith("Pushing apps one, two to org ingot / space dev as admin...\n", push.Output, StringComparison.Ordinal);
        Assert.All(platform.Apps.Values, app => Assert.Equal("STARTED", app.State));
        using var archive = new ZipArchive(new MemoryStream(platform.Archive));
        Assert.Equal("b.txt", Assert.Single(archive.Entries).FullName);
    }

    [Fact]
    public async Task A_change_marks_every_line_below_it()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Differences = [new { op = "add", path = "/applications/0/routes/0", value = new { route = "shop.apps.test" } }];
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "pass");
        client.Write("manifest.yml", "applications:\n- name: shop\n  routes:\n  - route: shop.apps.test\n");

        var push = await client.RunAsync("push", "--no-start");

        Assert.Contains("    routes:\n+   - route: shop.apps.test\n", push.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "push" }, "Incorrect Usage: The push command requires an app name. The app name can be supplied as an argument or with a manifest.yml file.\n")]
    [InlineData(new[] { "push", "a", "-i", "many" }, "Incorrect Usage: invalid argument for flag '-i' (expected int > 0): \"many\"\n\n")]
    [InlineData(new[] { "push", "a", "-i", "-1" }, "Incorrect Usage: invalid argument for flag '-i' (expected int > 0): \"-1\"\n\n")]
    [InlineData(new[] { "push", "a", "-p", "/nowhere" }, "Incorrect Usage: The specified path '/nowhere' does not exist.\n\n")]
    [InlineData(new[] { "push", "a", "-m", "12" }, "Process \"web\": Memory must use a supported unit: B, K, KB, M, MB, G, GB, T, or TB\n")]
    [InlineData(new[] { "push", "a", "-i", "5000000000" }, "Process \"web\": Instances must be less than or equal to 10000, not 5000000000\n")]
    [InlineData(new[] { "push", "a", "--strategy", "blue" }, "Incorrect Usage: STRATEGY must be \"rolling\", \"canary\" or not set\n\n")]
    [InlineData(new[] { "push", "a", "--max-in-flight", "2" }, "Incorrect Usage: '--max-in-flight' and '--strategy' must be used together.\n")]
    [InlineData(new[] { "push", "a", "--max-in-flight", "0", "--strategy", "rolling" }, "Incorrect Usage: Value must be greater than or equal to 1.\n\n")]
    [InlineData(new[] { "push", "a", "--no-start", "--strategy", "rolling" }, "Incorrect Usage: The following arguments cannot be used together: --no-start, --strategy=rolling\n")]
    [InlineData(new[] { "push", "a", "-o", "nginx" }, "Docker support has not been enabled. Ingot runs apps from their source or from a droplet: leave out --docker-image and --docker-username, and push the app's directory.\n")]
    [InlineData(new[] { "push", "a", "--var", "x" }, "Incorrect Usage: invalid argument for flag `--var' (expected template.VarKV): Expected var 'x' to be in format 'name=value'\n\n")]
    [InlineData(new[] { "push", "a", "--no-route", "--random-route" }, "Incorrect Usage: The following arguments cannot be used together: --no-route, --random-route\n")]
    [InlineData(new[] { "push", "a", "--droplet", ".", "-p", "." }, "Incorrect Usage: The following arguments cannot be used together: --droplet, --docker-image, -o, --docker-username, -p\n")]
    [InlineData(new[] { "push", "a", "-u", "http" }, "Incorrect Usage: '--endpoint' and '--health-check-type=http, -u=http' must be used together.\n")]
    [InlineData(new[] { "push", "a", "--endpoint", "/x", "-u", "port" }, "Incorrect Usage: The flag option --endpoint cannot be used with the manifest property health-check-type set to port\n")]
    [InlineData(new[] { "push", "a", "--endpoint", "/x", "-u", "process" }, "Incorrect Usage: The flag option --endpoint cannot be used with the manifest property health-check-type set to process\n")]
    public async Task A_push_that_makes_no_sense_changes_nothing(string[] words, string errors)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);

        var push = await client.RunAsync(words);

        Assert.Equal(1, push.ExitCode);
        Assert.Equal(errors, push.Errors);
        Assert.Empty(platform.Manifests);
    }

    [Fact]
    public async Task Variables_of_files_and_of_the_command_line_are_put_in()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "pass");
        client.Write("manifest.yml", "applications:\n- name: ((name))\n  instances: ((web.count))\n  env: {HOST: '((web.host)):((port))'}\n");
        var file = client.Write("vars.yml", "name: from-file\nport: 1\nweb: {count: 2, host: db}\n");

        var missing = await client.RunAsync("push", "--no-start");
        var push = await client.RunAsync("push", "--no-start", "--vars-file", file, "--var", "name=shop");

        Assert.StartsWith("manifest.yml, line 2, column 9: Expected to find variables: name, port, web.count, web.host", missing.Errors, StringComparison.Ordinal);
        Assert.Equal(0, push.ExitCode);
        Assert.Equal("applications:\n- name: shop\n  instances: 2\n  default-route: true\n  env:\n    HOST: \"db:1\"\n", Assert.Single(platform.Manifests));
    }

    [Fact]
    public async Task A_task_is_staged_and_neither_started_nor_routed()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("job.py", "pass");

        var push = await client.RunAsync("push", "job", "--task");

        Assert.Equal(0, push.ExitCode);
        Assert.Equal("applications:\n- name: job\n  no-route: true\n", Assert.Single(platform.Manifests));
        Assert.Contains("   Compiling\nStopping Application...\nApplication Stopped\n\nname:              job\nrequested state:   stopped\n", push.Output, StringComparison.Ordinal);
        Assert.Contains("PATCH /v3/apps/job-guid/relationships/current_droplet", platform.Requests);
    }

    [Fact]
    public async Task A_droplet_is_uploaded_instead_of_a_source_and_not_staged()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        var droplet = client.Write("app.tgz", "packed");

        var push = await client.RunAsync("push", "shop", "--droplet", droplet);

        Assert.Equal(0, push.ExitCode);
        Assert.Equal("packed"u8.ToArray(), platform.Archive);
        Assert.Contains("Uploading droplet bits...\n\nWaiting for API to complete processing files...\n\nWaiting for app shop to start...\n", push.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("POST /v3/builds", platform.Requests);
        Assert.Equal("STARTED", platform.Apps["shop"].State);
    }

    [Fact]
    public async Task Only_files_the_platform_does_not_have_are_sent()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        var library = client.Write("lib/big.so", new string('x', 70_000));
        client.Write("app.py", "pass");
        await using (var content = File.OpenRead(library))
        {
            platform.Known.Add(await Model.Packages.FileMatching.Sha1Async(content, TestContext.Current.CancellationToken));
        }

        var some = await client.RunAsync("push", "shop", "--no-start");
        using var archive = new ZipArchive(new MemoryStream(platform.Archive));
        var all = await client.RunAsync("push", "shop", "--no-start", "-p", Path.Combine(client.WorkingDirectory, "lib"));

        Assert.Equal(["app.py", "lib/"], archive.Entries.Select(entry => entry.FullName));
        Assert.Contains("Uploading files...\n\nWaiting for API", some.Output, StringComparison.Ordinal);
        Assert.Contains("All files found in remote cache; nothing to upload.\nWaiting for API", all.Output, StringComparison.Ordinal);
        Assert.Contains("\"path\":\"big.so\"", platform.Resources, StringComparison.Ordinal);
        Assert.Empty(platform.Archive);
    }

    [Fact]
    public async Task An_upload_shows_its_progress_to_a_person()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.IsTerminal = true;
        client.Write("app.py", new string('x', 2048));

        var push = await client.RunAsync("push", "shop", "--no-start");

        Assert.Contains($"\r 2K / 2K [{new string('=', 40)}]", push.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_manifest_is_told_line_by_line()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("manifest.yml", "applications:\n- name: a\n  instances: many\n  memory: 7\n");

        var push = await client.RunAsync("push");

        Assert.Equal(1, push.ExitCode);
        Assert.Contains("manifest.yml, line 3, column 14: application 'a': instances 'many'", push.Errors, StringComparison.Ordinal);
        Assert.Contains("manifest.yml, line 4, column 11: application 'a': memory '7'", push.Errors, StringComparison.Ordinal);
        Assert.Empty(platform.Manifests);
    }

    [Fact]
    public async Task A_directory_is_pushed_under_its_own_name_with_a_login_of_its_own()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = new Client();
        client.Write("index.html", "hello");
        var target = new Cli.Pushing.PushTarget(platform.Url, "admin", FakePlatform.Password) { ConfigHome = client.Home };
        var output = new StringWriter();

        var outcome = await Cli.Pushing.AppDirectory.PushAsync(target, client.WorkingDirectory, output, output, TestContext.Current.CancellationToken);

        Assert.Null(outcome.Failure);
        var app = Assert.Single(outcome.Apps);
        Assert.Equal(("work", "work.localhost:8080"), (app.Name, app.Url));
        Assert.Equal(new Cli.Pushing.PushedInstance(0, "running", "z1"), Assert.Single(app.Instances));
        Assert.Contains("refresh-me", client.Config, StringComparison.Ordinal);
    }
}
