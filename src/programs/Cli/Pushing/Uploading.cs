using Ingot.ApiClient.Apps;
using Ingot.ApiClient.Http;
using Ingot.ApiClient.Jobs;
using Ingot.ApiClient.Packages;
using Ingot.Cli.Failures;
using Ingot.Cli.Sessions;
using Ingot.Cli.Terminal;

namespace Ingot.Cli.Pushing;

/// <summary>Brings an app's files to the platform.</summary>
internal static class Uploading
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Returns the guid of a package that is ready to be staged. Of a folder, only files the platform does not have are sent.</summary>
    public static async Task<string> UploadPackageAsync(Session session, AppResource app, AppSource source, CancellationToken cancellationToken)
    {
        var console = session.Console;
        console.Line("Packaging files to upload...");
        var known = source is AppSource.Folder folder ? await KnownFiles.FindAsync(session.Api, folder.Files, cancellationToken) : KnownFiles.None;
        var rest = source is AppSource.Folder all ? [.. all.Files.Where(file => !known.Paths.Contains(file.Path))] : new List<AppFile>();
        var package = await session.Api.CreatePackageAsync(app.Guid, cancellationToken);
        if (source is AppSource.Folder && rest.Count == 0)
        {
            console.Line("All files found in remote cache; nothing to upload.");
            package = await session.Api.UploadAsync(package.Guid, archive: null, known.Resources, cancellationToken);
        }
        else
        {
            console.Line("Uploading files...");
            var whole = (source as AppSource.Archive)?.File;
            var bar = new ProgressBar(console, session.Settings.Time, whole?.SizeBytes ?? rest.Sum(file => file.SizeBytes));
            using HttpContent archive = whole is null ? new ZipContent(rest, bar.Add) : new FileContent(whole, bar.Add);
            var awaiting = package.Guid;
            package = await SendAsync(session, $"/v3/packages/{awaiting}", () => session.Api.UploadAsync(awaiting, archive, known.Resources, cancellationToken), cancellationToken);
            bar.Complete();
            console.Line();
        }
        console.Line("Waiting for API to complete processing files...");
        return await WaitAsync(session, package, cancellationToken);
    }

    /// <summary>Returns the guid of a droplet that is ready to run.</summary>
    public static async Task<string> UploadDropletAsync(Session session, AppResource app, AppFile file, CancellationToken cancellationToken)
    {
        var droplet = await session.Api.CreateDropletAsync(app.Guid, cancellationToken);
        session.Console.Line("Uploading droplet bits...");
        var bar = new ProgressBar(session.Console, session.Settings.Time, file.SizeBytes);
        using var archive = new FileContent(file, bar.Add);
        using var accepted = await SendAsync(
            session, $"/v3/droplets/{droplet.Guid}", () => session.Api.UploadDropletAsync(droplet.Guid, archive, cancellationToken), cancellationToken);
        bar.Complete();
        session.Console.Line();
        session.Console.Line("Waiting for API to complete processing files...");
        await session.Api.WaitForJobAsync(accepted, cancellationToken);
        var uploaded = await session.Api.DropletAsync(droplet.Guid, cancellationToken);
        return uploaded.Error is null ? uploaded.Guid : throw new CommandException($"Droplet {uploaded.State?.ToLowerInvariant()}: {uploaded.Error}");
    }

    /// <summary>Uploads, and leaves nothing behind that waits for its bytes when a file does not let itself be read.</summary>
    /// <param name="path">Of what the upload is for.</param>
    private static async Task<T> SendAsync<T>(Session session, string path, Func<Task<T>> upload, CancellationToken cancellationToken)
    {
        try
        {
            return await upload();
        }
        catch (CommandException)
        {
            try
            {
                await session.Api.DeleteAsync(path, cancellationToken);
            }
            catch (Exception failure) when (failure is ApiException or JobException or UnreachableException)
            {
                // What has no bytes is never staged; the file is what the user must read about.
            }
            throw;
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
