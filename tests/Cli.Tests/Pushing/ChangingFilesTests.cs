using System.IO.Compression;
using Ingot.Cli.Failures;
using Ingot.Cli.Pushing;
using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Pushing;

/// <summary>Files that somebody else writes or removes while they are pushed.</summary>
public sealed class ChangingFilesTests
{
    private const string Listed = "POST /v3/spaces/space-guid/actions/apply_manifest";
    private const string Hashed = "POST /v3/packages";

    [Theory]
    [InlineData(Listed, 10)]
    [InlineData(Hashed, 10)]
    [InlineData(Listed, 100_000)]
    [InlineData(Hashed, 100_000)]
    public async Task A_file_written_since_the_start_ends_the_push(string moment, int size)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("a.txt", "before it");
        var file = client.Write("app.py", new string('1', size));
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1));
        platform.Meanwhile[moment] = _ => File.WriteAllText(file, new string('2', size));

        var push = await client.RunAsync("push", "shop");

        Assert.Equal($"Aborting push: File {file} has been modified since the start of push. Validate the correct state of the file and try again.\n", push.Errors);
        AssertNothingUploaded(platform, push);
    }

    [Theory]
    [InlineData(Listed, 0)]
    [InlineData(Hashed, 10)]
    [InlineData(Listed, 100_000)]
    [InlineData(Hashed, 100_000)]
    public async Task A_file_removed_since_the_start_ends_the_push(string moment, int size)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        var file = client.Write("app.py", new string('1', size));
        platform.Meanwhile[moment] = _ => File.Delete(file);

        var push = await client.RunAsync("push", "shop");

        Assert.Equal($"Aborting push: File {file} is gone since the start of push. Validate the correct state of the file and try again.\n", push.Errors);
        AssertNothingUploaded(platform, push);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_any_more_ends_the_push()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        var file = client.Write("app.py", "1");
        platform.Meanwhile[Hashed] = _ =>
        {
            File.Delete(file);
            Directory.CreateDirectory(file);
        };

        var push = await client.RunAsync("push", "shop");

        Assert.StartsWith($"Aborting push: File {file} cannot be read: Access to the path", push.Errors, StringComparison.Ordinal);
        AssertNothingUploaded(platform, push);
    }

    [Theory]
    [InlineData("-p", "app.zip", "DELETE /v3/packages/package-guid")]
    [InlineData("--droplet", "app.tgz", "DELETE /v3/droplets/droplet-guid")]
    public async Task An_archive_written_since_the_start_ends_the_push(string option, string name, string cleared)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        var folder = client.Write("from/app.py", "pass");
        var file = Path.Combine(client.WorkingDirectory, name);
        await ZipFile.CreateFromDirectoryAsync(Path.GetDirectoryName(folder)!, file, TestContext.Current.CancellationToken);
        platform.Meanwhile[Listed] = _ => File.AppendAllText(file, "more");

        var push = await client.RunAsync("push", "shop", option, file);

        Assert.Equal($"Aborting push: File {file} has been modified since the start of push. Validate the correct state of the file and try again.\n", push.Errors);
        Assert.Equal(1, push.ExitCode);
        Assert.Empty(platform.Archive);
        Assert.Contains(cleared, platform.Requests);
    }

    [Fact]
    public async Task Links_empty_files_and_what_the_platform_has_go_as_they_were_at_the_start()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("empty", "");
        var library = client.Write("big.so", new string('x', 70_000));
        var link = Path.Combine(client.WorkingDirectory, "link");
        File.CreateSymbolicLink(link, "one");
        await using (var content = File.OpenRead(library))
        {
            platform.Known.Add(await Model.Packages.FileMatching.Sha1Async(content, TestContext.Current.CancellationToken));
        }
        platform.Meanwhile[Hashed] = _ =>
        {
            File.Delete(link);
            File.CreateSymbolicLink(link, "two");
            File.Delete(library);
        };

        var push = await client.RunAsync("push", "shop", "--no-start");

        Assert.Equal((0, ""), (push.ExitCode, push.Errors));
        using var archive = new ZipArchive(new MemoryStream(platform.Archive));
        Assert.Equal(["empty", "link"], archive.Entries.Select(entry => entry.FullName));
        using var target = new StreamReader(archive.GetEntry("link")!.Open());
        Assert.Equal("one", await target.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("as long as before")]
    [InlineData("rather longer than before")]
    public async Task A_file_written_while_it_is_read_is_noticed(string after)
    {
        using var client = new Client();
        var path = client.Write("app.py", "as long as before");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-1));
        var file = AppFile.Of(new FileInfo(path), "app.py");
        await using var content = new AppFileStream(file, static _ => { });
        var first = await content.ReadAsync(new byte[4], TestContext.Current.CancellationToken);

        await using (var other = new FileStream(path, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite))
        {
            await other.WriteAsync(System.Text.Encoding.UTF8.GetBytes(after), TestContext.Current.CancellationToken);
        }
        var failure = await Assert.ThrowsAsync<CommandException>(() => content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal(4, first);
        Assert.Contains("has been modified since the start of push", failure.Message, StringComparison.Ordinal);
    }

    private static void AssertNothingUploaded(FakePlatform platform, RunResult push)
    {
        Assert.Equal(1, push.ExitCode);
        Assert.Empty(platform.Archive);
        Assert.DoesNotContain("POST /v3/builds", platform.Requests);
        Assert.Equal(platform.Requests.Contains("POST /v3/packages"), platform.Requests.Contains("DELETE /v3/packages/package-guid"));
    }
}
