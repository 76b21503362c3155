using System.Formats.Tar;
using System.IO.Compression;
using Ingot.Sandbox.Trees;

namespace Ingot.Sandbox.Tests.Trees;

/// <summary>What is said of archives that cannot be unpacked.</summary>
public sealed class TarArchiveTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ingot-tar-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Archive => Path.Combine(folder, "droplet.tgz");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_file_that_is_no_archive_is_refused_in_the_words_of_tar()
    {
        await File.WriteAllTextAsync(Archive, "no archive", Cancelled);

        Assert.StartsWith("the droplet cannot be unpacked: gzip: stdin: not in gzip format; ", await RefusalAsync());
    }

    [Fact]
    public async Task Of_an_archive_with_much_to_complain_of_the_first_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "in-the-way"), "a file", Cancelled);
        await using (var tar = new TarWriter(new GZipStream(File.Create(Archive), CompressionLevel.Fastest)))
        {
            for (var number = 0; number < 2000; number++)
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, $"in-the-way/{number}"), Cancelled);
        }

        Assert.Matches(
            @"^the droplet cannot be unpacked: \S+: in-the-way/0: Cannot open: Not a directory; \S+: in-the-way/1: [^;]+; \S+: in-the-way/2: [^;]+$",
            await RefusalAsync()
        );
    }

    private async Task<string> RefusalAsync()
    {
        using var archive = File.OpenHandle(Archive);
        return (await Assert.ThrowsAsync<IOException>(() => TarArchive.UnpackAsync(archive, folder, user: null))).Message;
    }
}
