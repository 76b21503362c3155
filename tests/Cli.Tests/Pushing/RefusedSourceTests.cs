using System.Diagnostics;
using System.IO.Compression;
using System.Net.Sockets;
using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Pushing;

/// <summary>Sources that nothing can be made of: they are refused while nothing has been changed yet.</summary>
public sealed class RefusedSourceTests
{
    [Fact]
    public async Task A_source_that_holds_nothing_is_refused_before_anything_is_changed()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        Directory.CreateDirectory(Path.Combine(client.WorkingDirectory, "empty", "below"));
        var text = client.Write("text.zip", "no zip");

        var empty = await client.RunAsync("push", "a", "-p", Path.Combine(client.WorkingDirectory, "empty"));
        var broken = await client.RunAsync("push", "a", "-p", text);

        Assert.Equal($"No app files found in '{client.WorkingDirectory}/empty'\n", empty.Errors);
        Assert.StartsWith($"'{text}' is not a zip file: ", broken.Errors, StringComparison.Ordinal);
        Assert.Empty(platform.Manifests);
    }

    [Fact]
    public async Task What_is_no_file_is_refused_before_anything_is_changed_unless_it_is_ignored()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "pass");
        client.Write("sy/empty.txt", "");
        await MakePipeAsync(Path.Combine(client.WorkingDirectory, "sy/fifo"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(client.WorkingDirectory, "sy/talk.sock")));
        File.CreateSymbolicLink(Path.Combine(client.WorkingDirectory, "link"), "sy/fifo");

        var refused = await client.RunAsync("push", "shop");
        var archive = await client.RunAsync("push", "shop", "-p", Path.Combine(client.WorkingDirectory, "sy/fifo"));
        var changed = platform.Manifests.Count;
        client.Write(".cfignore", "sy/fifo\n*.sock\n");
        var ignored = await client.RunAsync("push", "shop", "--no-start");

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("sy/fifo is neither a file, a folder nor a link; list it in .cfignore\nsy/talk.sock is neither a file, a folder nor a link; list it in .cfignore\n", refused.Errors);
        Assert.Equal($"'{client.WorkingDirectory}/sy/fifo' is neither a directory nor a zip file. Give -p one of the two.\n", archive.Errors);
        Assert.Equal(0, changed);
        Assert.Equal(0, ignored.ExitCode);
        using var sent = new ZipArchive(new MemoryStream(platform.Archive));
        Assert.Equal(["app.py", "link", "sy/", "sy/empty.txt"], sent.Entries.Select(entry => entry.FullName));
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("folder")]
    [InlineData("/dev/zero")]
    public async Task A_droplet_that_cannot_be_read_is_refused_before_anything_is_changed(string name)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        await MakePipeAsync(Path.Combine(client.WorkingDirectory, "pipe"));
        Directory.CreateDirectory(Path.Combine(client.WorkingDirectory, "folder"));
        var droplet = Path.Combine(client.WorkingDirectory, name);

        var refused = await client.RunAsync("push", "shop", "--droplet", droplet);

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal($"--droplet '{droplet}' is not a file. Give it a droplet that you may read: a .tgz, as `cf download-droplet` writes it.\n", refused.Errors);
        Assert.Empty(platform.Manifests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rules_of_what_to_ignore_that_cannot_be_read_are_refused_before_anything_is_changed(bool isPipe)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "pass");
        var rules = Path.Combine(client.WorkingDirectory, ".cfignore");
        await (isPipe ? MakePipeAsync(rules) : Task.FromResult(Directory.CreateDirectory(rules)));

        var refused = await client.RunAsync("push", "shop");

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal($"'{rules}' is not a file. Make it a text file that you may read, or remove it.\n", refused.Errors);
        Assert.Empty(platform.Manifests);
    }

    private static async Task MakePipeAsync(string path)
    {
        using var make = Process.Start("mkfifo", path);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
