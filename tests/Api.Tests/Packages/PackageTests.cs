using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Packages;

public sealed class PackageTests(TestApi api) : IClassFixture<TestApi>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_is_kept_with_its_hash_and_can_be_downloaded_again()
    {
        var package = await api.PackageAsync(await api.AppAsync("uploaded"));
        var zip = Zip("app.py", "static/site.css");

        var answer = await UploadAsync(package, zip);

        Assert.Equal("READY", answer.Expect(HttpStatusCode.OK).At<string>("state"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(zip)), answer.At<string>("data.checksum.value"));
        Assert.Equal(zip, await api.Client.GetByteArrayAsync($"/v3/packages/{package}/download", Token));
    }

    [Fact]
    public async Task A_second_upload_is_refused()
    {
        var package = await api.PackageAsync(await api.AppAsync("uploaded-twice"));
        await UploadAsync(package, Zip("a"));

        var second = await UploadAsync(package, Zip("b"));

        Assert.Equal((HttpStatusCode.BadRequest, 150004), (second.Status, second.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--x\r\n\r\n")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"bits\"\r\n\r\nPK")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"resources\"\r\n\r\n[null]\r\n--x--\r\n")]
    public async Task A_form_that_ends_early_or_says_nothing_is_refused_and_leaves_no_file(string form)
    {
        var package = await api.PackageAsync(await api.AppAsync($"cut-{Guid.NewGuid():N}"));
        using var content = new StringContent(form);
        content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };

        using var response = await api.Client.PostAsync($"/v3/packages/{package}/upload", content, Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Empty(Directory.GetFiles(api.Data.Packages, ".*"));
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("a/../../escape")]
    [InlineData("/etc/passwd")]
    public async Task A_zip_that_reaches_out_of_its_folder_fails_the_package(string entry)
    {
        var package = await api.PackageAsync(await api.AppAsync($"stray-{Guid.NewGuid():N}"));

        var answer = await UploadAsync(package, Zip(entry));

        Assert.Equal("FAILED", answer.At<string>("state"));
        Assert.Contains(entry, answer.At<string>("data.error"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(api.Data.Packages, package + "*"));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../secret")]
    public async Task A_link_that_leads_out_of_its_folder_fails_the_package(string target)
    {
        var package = await api.PackageAsync(await api.AppAsync($"link-{Guid.NewGuid():N}"));

        var answer = await UploadAsync(package, Zip(archive => Link(archive, "a/link", target)));

        Assert.Equal("The app upload is invalid: Symlink(s) point outside of root folder: 'a/link'", answer.At<string>("data.error"));
    }

    [Fact]
    public async Task A_link_inside_its_folder_is_taken()
    {
        var package = await api.PackageAsync(await api.AppAsync("inner-link"));

        var answer = await UploadAsync(package, Zip(archive => Link(archive, "node_modules/.bin/tool", "../tool/cli.js")));

        Assert.Equal("READY", answer.At<string>("state"));
    }

    [Theory]
    [InlineData("'a/b' lies in 'a', which is a file and not a folder", "a", "a/b")]
    [InlineData("'a/b/' lies in './a', which is a file and not a folder", "a/b/", "a.txt", "./a")]
    [InlineData("'a/' comes twice, as a file and as a folder", "a", "a/")]
    [InlineData("'.' comes twice, as a folder and as a file", ".")]
    public async Task A_zip_whose_files_have_no_room_beside_each_other_fails_the_package(string error, params string[] entries)
    {
        var package = await api.PackageAsync(await api.AppAsync($"clash-{Guid.NewGuid():N}"));

        var answer = await UploadAsync(package, Zip(entries));

        Assert.Equal("FAILED", answer.At<string>("state"));
        Assert.Equal($"The app package is invalid: {error}", answer.At<string>("data.error"));
    }

    [Fact]
    public async Task A_file_behind_a_link_of_the_zip_fails_the_package()
    {
        var package = await api.PackageAsync(await api.AppAsync("behind-link"));

        var answer = await UploadAsync(package, Zip(archive =>
        {
            Link(archive, "link", "folder");
            archive.CreateEntry("link/file");
        }));

        Assert.Equal("The app package is invalid: 'link/file' lies in 'link', which is a link and not a folder", answer.At<string>("data.error"));
    }

    [Theory]
    [InlineData(0x1000)]
    [InlineData(0x2000)]
    [InlineData(0x6000)]
    [InlineData(0xC000)]
    public async Task A_pipe_or_device_fails_the_package(int type)
    {
        var package = await api.PackageAsync(await api.AppAsync($"special-{type}"));

        var answer = await UploadAsync(package, Zip(archive => archive.CreateEntry("run/pipe").ExternalAttributes = (type | 0x1A4) << 16));

        Assert.Equal("The app package is invalid: 'run/pipe' is neither a file, a folder nor a link", answer.At<string>("data.error"));
    }

    [Fact]
    public async Task A_folder_is_one_by_the_slash_at_its_end_whatever_mode_the_client_gave_it()
    {
        var package = await api.PackageAsync(await api.AppAsync("official-folder"));

        var answer = await UploadAsync(package, Zip(archive =>
        {
            // As the official client writes it: mode 0100755.
            archive.CreateEntry("sub/").ExternalAttributes = 0x81ED << 16;
            archive.CreateEntry("sub/file");
            archive.CreateEntry("sub-file");
        }));

        Assert.Equal("READY", answer.Expect(HttpStatusCode.OK).At<string>("state"));
    }

    [Fact]
    public async Task A_name_that_no_file_can_have_fails_the_package()
    {
        var package = await api.PackageAsync(await api.AppAsync("long-name"));

        var answer = await UploadAsync(package, Zip(new string('n', 300)));

        Assert.StartsWith("The app upload is invalid: File name too long: 'nnn", answer.At<string>("data.error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_files_than_an_instance_may_have_fail_the_package()
    {
        var package = await api.PackageAsync(await api.AppAsync("many-files"));

        var answer = await UploadAsync(package, Zip([.. Enumerable.Range(0, 200_001).Select(number => $"{number}")]));

        Assert.Equal("The app package is invalid: Package may not contain more than 200000 files", answer.At<string>("data.error"));
    }

    [Fact]
    public async Task More_bytes_than_a_package_may_have_fail_it()
    {
        var package = await api.PackageAsync(await api.AppAsync("bomb"));
        var zip = Zip("zeros");
        var record = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(record + 24), (1u << 30) + 1);

        var answer = await UploadAsync(package, zip);

        Assert.Equal("The app package is invalid: Package may not be larger than 1073741824 bytes", answer.At<string>("data.error"));
    }

    [Fact]
    public async Task A_deleted_package_leaves_no_file()
    {
        var package = await api.PackageAsync(await api.AppAsync("deleted-package"));
        await UploadAsync(package, Zip("a"));
        var file = api.Data.PackagePath(package);
        Assert.True(File.Exists(file));

        (await api.DeleteAsync($"/v3/packages/{package}")).Expect(HttpStatusCode.Accepted);

        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task What_is_no_zip_fails_the_package_and_no_temporary_file_stays()
    {
        var package = await api.PackageAsync(await api.AppAsync("no-zip"));

        var answer = await UploadAsync(package, "nonsense"u8.ToArray());

        Assert.Equal("The uploaded file is not a valid zip file", answer.At<string>("data.error"));
        Assert.Empty(Directory.GetFiles(api.Data.Packages, "*.part"));
    }

    [Fact]
    public async Task A_form_without_bits_is_refused_and_the_package_still_waits()
    {
        var package = await api.PackageAsync(await api.AppAsync("no-bits"));
        using var form = new MultipartFormDataContent { { new StringContent("[]"), "resources" } };

        using var response = await api.Client.PostAsync($"/v3/packages/{package}/upload", form, Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("AWAITING_UPLOAD", (await api.GetAsync($"/v3/packages/{package}")).At<string>("state"));
    }

    [Fact]
    public async Task A_zip_with_a_broken_entry_fails_the_package()
    {
        var package = await api.PackageAsync(await api.AppAsync("broken-zip"));
        var zip = Zip(("data.bin", RandomNumberGenerator.GetBytes(100_000)));
        zip.AsSpan(5_000, 50_000).Fill(0xFF);

        var answer = await UploadAsync(package, zip);

        Assert.Equal("FAILED", answer.At<string>("state"));
        Assert.StartsWith("The uploaded file is not a valid zip file", answer.At<string>("data.error"));
    }

    [Fact]
    public async Task What_a_killed_controller_left_of_an_upload_is_gone_when_the_next_one_starts()
    {
        await using var next = new TestApi();
        var left = Path.Combine(next.PrepareFolder().Packages, ".0123.part");
        await File.WriteAllTextAsync(left, "half a zip", Token);

        await next.InitializeAsync();

        Assert.False(File.Exists(left));
    }

    private async Task<Answer> UploadAsync(string package, byte[] zip)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("[]"), "resources" },
            { new ByteArrayContent(zip), "bits", "package.zip" },
        };
        using var response = await api.Client.PostAsync($"/v3/packages/{package}/upload", form, Token);
        return await Answer.OfAsync(response);
    }

    private static void Link(ZipArchive archive, string name, string target)
    {
        var entry = archive.CreateEntry(name);
        entry.ExternalAttributes = 0xA1FF << 16;
        using var content = new StreamWriter(entry.Open());
        content.Write(target);
    }

    private static byte[] Zip(params string[] entries) => Zip([.. entries.Select(entry => (entry, Array.Empty<byte>()))]);

    private static byte[] Zip(params (string Path, byte[] Content)[] entries) => Zips.Of(entries);

    private static byte[] Zip(Action<ZipArchive> write) => Zips.Of(write);
}
