using System.Security.Cryptography;
using Ingot.Api.Http;
using Ingot.Hosting;

namespace Ingot.Api.Packages;

/// <summary>A package's zip beside its place: as it was uploaded, or put together with files of earlier packages.</summary>
internal sealed class PackageUpload : IDisposable
{
    private readonly UploadForm form;
    private readonly string file;

    private PackageUpload(UploadForm form, string file)
    {
        this.form = form;
        this.file = file;
    }

    public string? Sha256 { get; private init; }

    /// <summary>Why the file cannot be used; null when it can.</summary>
    public string? Error { get; private init; }

    /// <summary>The files in it that a later upload may leave out.</summary>
    public IReadOnlyList<PackageFile> Files { get; private init; } = [];

    public static async Task<PackageUpload> ReceiveAsync(string packageGuid, ApiRequest request, DataDirectory directory)
    {
        var form = await UploadForm.ReceiveAsync(request.Http, directory.Packages);
        var file = form.Resources.Count == 0 ? form.Bits! : UploadForm.NewFile(directory.Packages);
        try
        {
            IReadOnlyList<ResourceBody> taken = [];
            var error = form.Bits is null ? null : PackageCheck.FindError(form.Bits);
            if (error is null && form.Resources.Count > 0)
            {
                taken = await MergeAsync(request, form, file, directory);
                error = PackageCheck.FindError(file);
            }
            if (error is not null)
                return new PackageUpload(form, file) { Error = error };
            var sent = form.Bits is null ? [] : await PackageFiles.ReadAsync(packageGuid, form.Bits, request.Aborted);
            await using var saved = File.OpenRead(file);
            return new PackageUpload(form, file)
            {
                Sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(saved, request.Aborted)),
                Files = [.. sent, .. taken.Select(known => new PackageFile(packageGuid, known.Path!, known.Sha1, known.SizeInBytes))],
            };
        }
        catch (InvalidDataException broken)
        {
            return new PackageUpload(form, file) { Error = $"The uploaded file is not a valid zip file: {broken.Message}" };
        }
        catch
        {
            new PackageUpload(form, file).Dispose();
            throw;
        }
    }

    /// <summary>Puts the file in its place, whole or not at all.</summary>
    public void MoveTo(string path) => File.Move(file, path, overwrite: true);

    public void Dispose()
    {
        form.Dispose();
        File.Delete(file);
    }

    private static async Task<IReadOnlyList<ResourceBody>> MergeAsync(ApiRequest request, UploadForm form, string file, DataDirectory directory)
    {
        var known = await request.ReadAsync(session => session.FindFilesAsync(request.Caller, form.Resources.Select(resource => resource.Sha1)));
        if (form.Resources.FirstOrDefault(resource => !known.ContainsKey(resource.Content)) is { } unknown)
            throw Unknown(unknown.Path!);
        try
        {
            return await PackageZip.MergeAsync(file, form.Bits, [.. form.Resources.Select(resource => (resource, known[resource.Content]))], directory, request.Aborted);
        }
        catch (FileNotFoundException)
        {
            throw Unknown(form.Resources[0].Path!);
        }
    }

    /// <summary>A package may be deleted between the question and the upload.</summary>
    private static ApiException Unknown(string path) =>
        Errors.Unprocessable.With($"The platform does not have the file '{path}' (any more); push again, or upload it in 'bits'");
}
