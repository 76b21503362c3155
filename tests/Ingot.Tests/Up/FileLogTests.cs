using Ingot.Testing;
using Ingot.Up;
using Microsoft.Extensions.Logging;

namespace Ingot.Tests.Up;

public sealed class FileLogTests
{
    [Fact]
    public void Lines_are_appended_with_their_time()
    {
        using var folder = new TempDirectory();
        var path = folder.Write("supervisor.log", "before\n");

        using (var log = new FileLog(path, new ManualTime()))
            log.CreateLogger("any").LogWarning("{Role} ended", "router");

        Assert.Matches(@"^before\n\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z Warning: router ended\n$", File.ReadAllText(path));
    }

    [Fact]
    public void A_line_without_room_on_the_disk_is_lost_and_nothing_else()
    {
        using var log = new FileLog("/dev/full", TimeProvider.System);

        Assert.Null(Record.Exception(() => log.CreateLogger("any").LogWarning("the disk is full")));
    }
}
