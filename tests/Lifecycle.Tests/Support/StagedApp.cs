using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Ingot.Lifecycle.Commands;
using Ingot.Protocol.Cells;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Support;

/// <summary>What came out of staging a package.</summary>
internal sealed record StagedApp(int ExitCode, string Log, StagingResult? Result, string Droplet)
{
    /// <summary>Stages a folder's files.</summary>
    public static Task<StagedApp> OfFolderAsync(TempDirectory temp, string folder, params string[] buildpacks) =>
        OfPackageAsync(temp, Zip.OfFolder(folder, temp.Combine("package.zip")), Machine.Current(), buildpacks);

    public static async Task<StagedApp> OfPackageAsync(TempDirectory temp, string package, Machine machine, params string[] buildpacks)
    {
        var work = Directory.CreateDirectory(temp.Combine("work")).FullName;
        string[] args =
        [
            "--package",
            package,
            "--droplet",
            temp.Combine("droplet.tgz"),
            "--result",
            temp.Combine("result.json"),
            "--work",
            work,
            .. buildpacks.SelectMany(name => (string[])["--buildpack", name]),
        ];
        using var log = new StringWriter();
        var exitCode = await StageCommand.RunAsync(args, new StagingLog(log), machine, TestContext.Current.CancellationToken);
        var result = File.Exists(temp.Combine("result.json"))
            ? JsonSerializer.Deserialize(await File.ReadAllTextAsync(temp.Combine("result.json")), CellJson.Default.StagingResult)
            : null;

        // Nothing may depend on the folder it was staged in.
        Directory.Delete(work, recursive: true);
        return new StagedApp(exitCode, log.ToString(), result, temp.Combine("droplet.tgz"));
    }

    public string Web => Result!.ProcessTypes["web"];

    /// <summary>Unpacks the droplet the way a cell does.</summary>
    public string Unpack(string folder)
    {
        Directory.CreateDirectory(folder);
        using var tar = Process.Start("tar", ["-xzf", Droplet, "-C", folder]);
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
        return folder;
    }

    public List<TarEntry> Entries()
    {
        using var droplet = File.OpenRead(Droplet);
        using var gzip = new GZipStream(droplet, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var entries = new List<TarEntry>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
            entries.Add(entry);
        return entries;
    }
}
