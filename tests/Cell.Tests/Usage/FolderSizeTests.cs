using Ingot.Cell.Usage;
using Ingot.Testing;

namespace Ingot.Cell.Tests.Usage;

public sealed class FolderSizeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ingot-size-").FullName;
    private readonly ManualTime time = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void All_files_count_and_links_lead_nowhere()
    {
        Write("a", 10);
        Write("deep/.hidden", 20);
        Directory.CreateSymbolicLink(Path.Combine(folder, "everything"), "/");
        File.CreateSymbolicLink(Path.Combine(folder, "passwd"), "/etc/passwd");

        Assert.Equal(30, new FolderSize(folder, time).Count());
    }

    [Fact]
    public void It_is_counted_anew_after_ten_seconds()
    {
        var size = new FolderSize(folder, time);
        size.Count();
        Write("a", 10);

        Assert.Equal(0, size.Count());
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(10, size.Count());
    }

    [Fact]
    public void A_missing_folder_holds_nothing() => Assert.Equal(0, new FolderSize(Path.Combine(folder, "none"), time).Count());

    private void Write(string name, int bytes)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new byte[bytes]);
    }
}
