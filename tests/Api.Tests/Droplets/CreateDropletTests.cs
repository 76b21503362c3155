using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Droplets;

public sealed class CreateDropletTests(TestApi api) : IClassFixture<TestApi>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_droplet_staged_elsewhere_runs_by_the_command_it_brings()
    {
        var app = await api.AppAsync("brought");
        var droplet = await CreateAsync(app);

        var answer = await UploadAsync(droplet, Droplet("""{"detected_buildpack":"","start_command":"./serve"}"""));

        answer.Expect(HttpStatusCode.Accepted);
        Assert.Equal("COMPLETE", (await api.GetAsync(answer.Location!.PathAndQuery)).At<string>("state"));
        Assert.Equal(("STAGED", "./serve"), (answer.At<string>("state"), answer.At<string>("process_types.web")));
        await api.AssignDropletAsync(app, droplet);
        (await api.PostAsync($"/v3/apps/{app}/actions/start")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_no_droplet_fails_and_leaves_no_file()
    {
        var droplet = await CreateAsync(await api.AppAsync("no-droplet"));

        var answer = await UploadAsync(droplet, "nonsense"u8.ToArray());

        Assert.Equal("FAILED", answer.At<string>("state"));
        Assert.StartsWith("The uploaded file is not a valid droplet", answer.At<string>("error"));
        Assert.Empty(Directory.GetFiles(api.Data.Droplets, "*.part"));
        Assert.False(System.IO.File.Exists(api.Data.DropletPath(droplet)));
    }

    public static TheoryData<string, TarEntry[]> Escapes =>
        new()
        {
            { "'../x' leads out of the droplet; paths must be relative and without '..'", [File("../x")] },
            { "'app/../../x' leads out of the droplet; paths must be relative and without '..'", [File("app/../../x")] },
            { "'/etc/x' leads out of the droplet; paths must be relative and without '..'", [File("/etc/x")] },
            { "'./app/l/x' lies behind the link 'app/l' to '/etc', which may lead out of the droplet", [Link("./app/l", "/etc"), File("./app/l/x")] },
            { "'l/x' lies behind the link 'l' to '../up', which may lead out of the droplet", [Link("l", "../up"), File("l/x")] },
            { "'l/x' lies behind the link 'm' to '/etc', which may lead out of the droplet", [Link("m", "/etc"), Link("l", "m"), File("l/x")] },
            { "'l/x' lies behind the link 'l' to 'l', which may lead out of the droplet", [Link("l", "l"), File("l/x")] },
            { "'h' is a hard link to '/etc/passwd', which is outside of the droplet", [Link("h", "/etc/passwd", TarEntryType.HardLink)] },
            { "'h' is a hard link to 'a/../../x', which is outside of the droplet", [Link("h", "a/../../x", TarEntryType.HardLink)] },
            { "'h' lies behind the link 'l' to '/etc', which may lead out of the droplet", [Link("l", "/etc"), Link("h", "l/passwd", TarEntryType.HardLink)] },
            { "'null' is a device", [new PaxTarEntry(TarEntryType.CharacterDevice, "null")] },
        };

    [Theory]
    [MemberData(nameof(Escapes), DisableDiscoveryEnumeration = true)]
    public async Task A_droplet_the_cell_could_not_unpack_fails_and_names_the_entry(string reason, TarEntry[] entries)
    {
        var droplet = await CreateAsync(await api.AppAsync($"escape-{Guid.NewGuid():N}"));

        var answer = await UploadAsync(droplet, Droplet("{}", entries));

        Assert.Equal("FAILED", answer.At<string>("state"));
        Assert.Equal($"The uploaded file is not a valid droplet, a gzipped tar: {reason}", answer.At<string>("error"));
        Assert.False(System.IO.File.Exists(api.Data.DropletPath(droplet)));
    }

    [Fact]
    public async Task Links_as_buildpacks_make_them_are_taken()
    {
        var droplet = await CreateAsync(await api.AppAsync("links"));

        var answer = await UploadAsync(
            droplet,
            Droplet(
                "{}",
                new PaxGlobalExtendedAttributesTarEntry([new("comment", "a commit")]),
                Link("./app/python", "/home/vcap/deps/0/python"),
                Link("./app/bin/tool", "../lib/tool.js"),
                new PaxTarEntry(TarEntryType.Directory, "./app/lib/"),
                Link("./app/current", "lib"),
                File("./app/current/tool.js"),
                Link("./app/same.js", "./app/lib/tool.js", TarEntryType.HardLink),
                Link("./app/taken", "/nowhere"),
                File("./app/taken")
            )
        );

        Assert.Equal("STAGED", answer.At<string>("state"));
    }

    [Fact]
    public async Task A_droplet_takes_its_file_once()
    {
        var droplet = await CreateAsync(await api.AppAsync("once"));
        await UploadAsync(droplet, Droplet("{}"));

        var second = await UploadAsync(droplet, Droplet("{}"));

        Assert.Equal((HttpStatusCode.BadRequest, 150004), (second.Status, second.Code));
    }

    [Fact]
    public async Task A_droplet_needs_an_app()
    {
        var answer = await api.PostAsync("/v3/droplets", """{"relationships":{"app":{"data":{"guid":"nowhere"}}}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.StartsWith("App with guid \"nowhere\" does not exist", answer.Detail);
    }

    private async Task<string> CreateAsync(string app)
    {
        var answer = await api.PostAsync("/v3/droplets", $$$$$"""{"relationships":{"app":{"data":{"guid":"{{{{{app}}}}}"}}}}""");
        Assert.Equal("AWAITING_UPLOAD", answer.Expect(HttpStatusCode.Created).At<string>("state"));
        return answer.At<string>("guid");
    }

    private async Task<Answer> UploadAsync(string droplet, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "bits", "droplet.tgz" } };
        using var response = await api.Client.PostAsync($"/v3/droplets/{droplet}/upload", form, Token);
        return await Answer.OfAsync(response);
    }

    private static PaxTarEntry File(string name) => new(TarEntryType.RegularFile, name);

    private static PaxTarEntry Link(string name, string target, TarEntryType type = TarEntryType.SymbolicLink) => new(type, name) { LinkName = target };

    private static byte[] Droplet(string stagingInfo, params TarEntry[] entries)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "./app/"));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "./staging_info.yml") { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(stagingInfo)) });
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        }
        return bytes.ToArray();
    }
}
