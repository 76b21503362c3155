using Ingot.Lifecycle.Failures;
using Ingot.Lifecycle.Packages;
using Ingot.Lifecycle.Tests.Support;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Packages;

public sealed class PackageArchiveTests : IDisposable
{
    private readonly TempDirectory temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Mode_bits_and_links_are_kept()
    {
        var root = Unpack(zip => zip.File("bin/run", "x", 0b111_101_000).File("conf", "c", 0b100_000_000).Link("latest", "bin/run"));

        Assert.Equal((UnixFileMode)0b111_101_000, File.GetUnixFileMode(Path.Combine(root, "bin/run")));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(Path.Combine(root, "conf")));
        Assert.Equal("bin/run", new FileInfo(Path.Combine(root, "latest")).LinkTarget);
    }

    [Fact]
    public void Set_user_id_is_dropped()
    {
        var root = Unpack(zip => zip.File("run", "x", 0b100_111_101_101));

        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(Path.Combine(root, "run")));
    }

    [Fact]
    public void A_zip_without_mode_bits_gets_usual_ones()
    {
        var root = Unpack(zip => zip.Entry("folder/", "", mode: 0).Entry("folder/file", "x", mode: 0));

        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(Path.Combine(root, "folder/file")));
    }

    [Fact]
    public void A_folder_with_the_mode_of_a_file_is_a_folder()
    {
        var root = Unpack(zip => zip.File("folder/", mode: 0b111_101_101).File("folder/file").File("empty/", mode: 0b111_101_101));

        Assert.True(File.Exists(Path.Combine(root, "folder/file")));
        Assert.True(Directory.Exists(Path.Combine(root, "empty")));
    }

    [Fact]
    public void Links_inside_the_app_may_go_up_and_to_nothing()
    {
        var root = Unpack(zip => zip.File("a/file").Link("b/up", "../a/file").Link("nothing", "later").Link("a/self", "."));

        Assert.True(File.Exists(Path.Combine(root, "b/up")));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/etc/evil")]
    public void A_path_out_of_the_app_is_refused(string name)
    {
        Assert.Throws<StagingFailedException>(() => Unpack(zip => zip.File(name)));

        Assert.False(File.Exists(temp.Combine("evil")));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("a/../../x")]
    public void A_link_out_of_the_app_is_refused(string target) =>
        Assert.Throws<StagingFailedException>(() => Unpack(zip => zip.File("a/file").Link("link", target)));

    [Fact]
    public void Links_that_leave_only_together_are_refused() =>
        Assert.Throws<StagingFailedException>(() => Unpack(zip => zip.File("a/b/file").Link("a/b/up", "../..").Link("out", "a/b/up/../x")));

    [Fact]
    public void A_link_that_a_later_one_leads_astray_is_refused() =>
        Assert.Throws<StagingFailedException>(() => Unpack(zip => zip.File("a/b/file").Link("out", "l/../../x").Link("l", "a")));

    [Fact]
    public void A_file_does_not_go_through_a_link_of_the_package()
    {
        Assert.Throws<StagingFailedException>(() => Unpack(zip => zip.Link("tmp", temp.Path).File("tmp/evil")));

        Assert.False(File.Exists(temp.Combine("evil")));
    }

    [Fact]
    public void A_circle_of_links_is_refused() =>
        Assert.Throws<StagingFailedException>(() => Unpack(zip => zip.Link("a", "b").Link("b", "a")));

    [Fact]
    public void A_device_is_refused() =>
        Assert.Throws<StagingFailedException>(() => Unpack(zip => zip.Entry("null", "", 0x2000 | 0b110_110_110)));

    [Fact]
    public void A_bomb_is_refused_before_it_fills_the_disk()
    {
        var megabytes = new byte[64 << 20];

        var failure = Assert.Throws<StagingFailedException>(() =>
            Unpack(zip => Enumerable.Range(0, 17).ToList().ForEach(number => zip.Bytes($"zeros{number}", megabytes)))
        );

        Assert.Contains("Package may not be larger than 1073741824 bytes", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(temp.Combine("app/zeros16")) && new FileInfo(temp.Combine("app/zeros16")).Length > 0);
    }

    [Fact]
    public void A_name_that_no_file_can_have_is_refused()
    {
        var name = new string('n', 300);

        var failure = Assert.Throws<StagingFailedException>(() => Unpack(zip => zip.File(name)));

        Assert.StartsWith("The app package is invalid:", failure.Message, StringComparison.Ordinal);
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_zip_is_refused()
    {
        var package = temp.Write("broken.zip", "PK, but no more");

        var failure = Assert.Throws<StagingFailedException>(() => PackageArchive.Unpack(package, temp.Combine("app")));

        Assert.StartsWith("The app package is invalid:", failure.Message, StringComparison.Ordinal);
    }

    private string Unpack(Action<Zip> write)
    {
        var package = temp.Combine("package.zip");
        using (var zip = new Zip(package))
            write(zip);
        var root = Directory.CreateDirectory(temp.Combine("app")).FullName;
        PackageArchive.Unpack(package, root);
        return root;
    }
}
