using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Packages;
using Ingot.Cli.CommandLine;

namespace Ingot.Cli.Pushing;

/// <summary>Brings an app's files to the platform.</summary>
internal static class Uploading
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Returns the guid of a package that is ready to be staged.</summary>
    /// <param name="source">A directory, or a zip archive, which is sent as it is.</param>
    public static async Task<string> UploadAsync(Session session, AppResource app, string source, CancellationToken cancellationToken)
    {
        session.Console.Line("Packaging files to upload...");
        HttpContent archive;
        if (File.Exists(source))
        {
            archive = new StreamContent(File.OpenRead(source));
        }
        else
        {
            var files = AppFiles.List(source);
            archive = files.Any(file => !file.IsDirectory) ? new ZipContent(files) : throw new CommandException($"No app files found in '{source}'");
        }
        using (archive)
        {
            var package = await session.Api.CreatePackageAsync(app.Guid, cancellationToken);
            session.Console.Line("Uploading files...");
            package = await session.Api.UploadAsync(package.Guid, archive, cancellationToken);
            session.Console.Line();
            session.Console.Line("Waiting for API to complete processing files...");
            return await WaitAsync(session, package, cancellationToken);
        }
    }

    private static async Task<string> WaitAsync(Session session, PackageResource package, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; package.State != "READY"; pause = pause * 1.3 < LongestPause ? pause * 1.3 : LongestPause)
        {
            if (package.State is "FAILED" or "EXPIRED")
            {
                throw new CommandException($"Package {package.State.ToLowerInvariant()}: {package.Data?.Error ?? "the platform does not say why"}");
            }
            await Task.Delay(pause, session.Settings.Time, cancellationToken);
            package = await session.Api.PackageAsync(package.Guid, cancellationToken);
        }
        return package.Guid;
    }
}
