using System.Net;
using System.Security.Cryptography;
using Ingot.Api.Tests.Support;
using Ingot.Model.Packages;
using Ingot.Model.Roles;

namespace Ingot.Api.Tests.Packages;

public sealed class ResourceMatchTests(TestApi api) : IClassFixture<TestApi>
{
    private readonly byte[] library = RandomNumberGenerator.GetBytes(100_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_of_an_earlier_package_is_known_under_whatever_name_and_a_small_one_is_not()
    {
        byte[] small = [1, 2, 3];
        await UploadedAsync("known", ("lib.so", library), ("small.txt", small));

        var answer = await MatchAsync(
            await ResourceAsync("other/name.so", library),
            await ResourceAsync("same-content.so", library),
            await ResourceAsync("small.txt", small),
            await ResourceAsync("new.bin", RandomNumberGenerator.GetBytes(70_000))
        );

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(["other/name.so", "same-content.so"], answer.Resources.Select(resource => resource!["path"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_upload_is_put_together_of_what_is_sent_and_what_is_known()
    {
        await UploadedAsync("first", ("lib.so", library));
        var package = await api.PackageAsync(await api.AppAsync("second"));

        var answer = await UploadAsync(package, Zips.Of(("app.py", "print()"u8.ToArray())), await ResourceAsync("vendor/lib.so", library, "755"));

        answer.Expect(HttpStatusCode.OK);
        Assert.Equal("READY", answer.At<string>("state"));
        var entries = await DownloadAsync(package);
        Assert.Equal(["app.py", "vendor/lib.so"], entries.Select(entry => entry.Path));
        Assert.Equal("755", entries[1].Mode);
        Assert.Equal(library, entries[1].Content);
    }

    [Fact]
    public async Task An_upload_may_consist_of_known_files_alone_and_survives_the_package_they_came_from()
    {
        var origin = await UploadedAsync("origin", ("lib.so", library));
        var package = await api.PackageAsync(await api.AppAsync("copy"));

        (await UploadAsync(package, zip: null, await ResourceAsync("lib.so", library))).Expect(HttpStatusCode.OK);
        (await api.DeleteAsync($"/v3/packages/{origin}")).Expect(HttpStatusCode.Accepted);

        Assert.Equal(library, Assert.Single(await DownloadAsync(package)).Content);
        Assert.Single((await MatchAsync(await ResourceAsync("lib.so", library))).Resources);
    }

    [Fact]
    public async Task A_file_that_is_not_there_refuses_the_upload_and_the_package_still_waits()
    {
        var package = await api.PackageAsync(await api.AppAsync("without"));

        var answer = await UploadAsync(package, Zips.Of(("a", [1])), await ResourceAsync("lib.so", library));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.StartsWith("The platform does not have the file 'lib.so'", answer.Detail);
        Assert.Equal("AWAITING_UPLOAD", (await api.GetAsync($"/v3/packages/{package}")).At<string>("state"));
        Assert.Empty(Directory.GetFiles(api.Data.Packages, "*.part"));
    }

    [Fact]
    public async Task A_known_file_cannot_be_put_outside_the_app()
    {
        await UploadedAsync("outside", ("lib.so", library));
        var package = await api.PackageAsync(await api.AppAsync("outsider"));

        var answer = await UploadAsync(package, zip: null, await ResourceAsync("../lib.so", library));

        Assert.Equal("FAILED", answer.At<string>("state"));
        Assert.Contains("../lib.so", answer.At<string>("data.error"));
    }

    [Fact]
    public async Task Nobody_learns_of_files_in_packages_he_may_not_read()
    {
        await UploadedAsync("secret", ("lib.so", library));
        var before = await MatchAsAsync(FakeTokens.Joe, await ResourceAsync("lib.so", library));
        await api.JoeAsync(RoleTypes.SpaceDeveloper);

        var after = await MatchAsAsync(FakeTokens.Joe, await ResourceAsync("lib.so", library));

        Assert.Empty(before.Resources);
        Assert.Single(after.Resources);
    }

    [Theory]
    [InlineData("""{"resources":[{"checksum":{"value":"short"},"size_in_bytes":70000}]}""", "Checksum of resources[0] must be a SHA-1 of 40 hexadecimal digits, not 'short'")]
    [InlineData("""{"resources":[{"path":"lib.so"}]}""", "Checksum of 'lib.so' must be a SHA-1")]
    [InlineData("""{"resources":[{"checksum":{"value":"36548bf1b896101cf6a67be25a36dba8c3b74498"},"size_in_bytes":70000,"mode":"rwx"}]}""", "Mode of resources[0] must be octal, not 'rwx'")]
    [InlineData("{}", "Resources must be an array of at most 1000 objects")]
    public async Task A_question_that_makes_no_sense_is_refused(string body, string text)
    {
        var answer = await api.PostAsync("/v3/resource_matches", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(text, answer.Detail);
    }

    [Theory]
    [InlineData("{}", "Checksum of resources[1] must be a SHA-1 of 40 hexadecimal digits, not ''")]
    [InlineData("{}", "resources[1] must be an object with a path")]
    [InlineData("null", "resources[1] must be an object with a path")]
    [InlineData("""{"path":5}""", "resources[1].path must be a string, not 5")]
    [InlineData("7", "resources[1] must be an object, not 7")]
    public async Task An_upload_that_names_files_wrongly_is_told_which(string resource, string text)
    {
        var package = await api.PackageAsync(await api.AppAsync($"wrong-{Guid.NewGuid():N}"));

        var answer = await UploadAsync(package, zip: null, await ResourceAsync("lib.so", library), resource);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(text, answer.Detail);
    }

    private async Task<string> UploadedAsync(string app, params (string Path, byte[] Content)[] files)
    {
        var package = await api.PackageAsync(await api.AppAsync(app));
        (await UploadAsync(package, Zips.Of(files))).Expect(HttpStatusCode.OK);
        return package;
    }

    private async Task<Answer> UploadAsync(string package, byte[]? zip, params string[] resources)
    {
        using var form = new MultipartFormDataContent { { new StringContent($"[{string.Join(',', resources)}]"), "resources" } };
        if (zip is not null)
            form.Add(new ByteArrayContent(zip), "bits", "package.zip");
        using var response = await api.Client.PostAsync($"/v3/packages/{package}/upload", form, Token);
        return await Answer.OfAsync(response);
    }

    private Task<Answer> MatchAsync(params string[] resources) => MatchAsAsync(token: null, resources);

    private Task<Answer> MatchAsAsync(string? token, params string[] resources) =>
        api.PostAsync("/v3/resource_matches", $$"""{"resources":[{{string.Join(',', resources)}}]}""", token);

    private async Task<IReadOnlyList<(string Path, string Mode, byte[] Content)>> DownloadAsync(string package) =>
        Zips.Read(await api.Client.GetByteArrayAsync($"/v3/packages/{package}/download", Token));

    private static async Task<string> ResourceAsync(string path, byte[] content, string mode = "644")
    {
        var sha1 = await FileMatching.Sha1Async(new MemoryStream(content), Token);
        return $$$"""{"path":"{{{path}}}","mode":"{{{mode}}}","size_in_bytes":{{{content.Length}}},"checksum":{"value":"{{{sha1}}}"} }""";
    }
}
