using System.IO.Compression;
using Ingot.Cli.Failures;
using Ingot.Model.Packages;

namespace Ingot.Cli.Pushing;

/// <summary>What of an app is sent to the platform. It is looked at before anything is changed there.</summary>
internal abstract record AppSource
{
    /// <summary>The files of a directory that are not ignored.</summary>
    public sealed record Folder(IReadOnlyList<AppFile> Files) : AppSource;

    /// <summary>A zip, sent as it is.</summary>
    public sealed record Archive(AppFile File) : AppSource;

    /// <summary>A droplet staged elsewhere.</summary>
    public sealed record Droplet(AppFile File) : AppSource;

    /// <param name="path">As typed.</param>
    /// <param name="directory">Where it was typed.</param>
    public static AppSource OfDroplet(string path, string directory)
    {
        var file = System.IO.Path.GetFullPath(path, directory);
        InputFile.Open(file, $"--droplet '{path}'", "Give it a droplet that you may read: a .tgz, as `cf download-droplet` writes it.").Dispose();
        return new Droplet(AppFile.OfArchive(file));
    }

    /// <param name="path">A directory or a zip that exists.</param>
    public static AppSource Of(string path)
    {
        if (File.Exists(path))
        {
            return !FileKinds.IsRegular(path) ? throw new CommandException($"'{path}' is neither a directory nor a zip file. Give -p one of the two.")
                : HoldsFiles(path) ? new Archive(AppFile.OfArchive(path)) : throw Empty(path);
        }
        var files = AppFiles.List(path);
        return files.Any(file => !file.IsDirectory) ? new Folder(files) : throw Empty(path);
    }

    private static bool HoldsFiles(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            return zip.Entries.Any(entry => ZipModes.KindOf(entry) != ZipEntryKind.Folder);
        }
        catch (InvalidDataException broken)
        {
            throw new CommandException($"'{path}' is not a zip file: {broken.Message} Give -p a directory, or a zip of its content.");
        }
    }

    private static CommandException Empty(string path) => new($"No app files found in '{path}'");
}
