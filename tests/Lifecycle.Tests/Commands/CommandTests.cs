using Ingot.Lifecycle.Commands;

namespace Ingot.Lifecycle.Tests.Commands;

public sealed class CommandTests
{
    [Fact]
    public async Task Output_without_an_end_of_line_is_shown_in_pieces_and_not_kept_whole()
    {
        using var log = new StringWriter();

        var outcome = await new Command("bash", "-c", "head -c 5000000 /dev/zero | tr '\\0' x; echo; echo end") { Directory = "/" }.RunAsync(
            new StagingLog(log),
            TestContext.Current.CancellationToken
        );

        Assert.True(outcome.Succeeded);
        Assert.EndsWith("x\nend\n", outcome.Output, StringComparison.Ordinal);
        Assert.InRange(outcome.Output.Length, 500_000, 1_100_000);
        Assert.All(log.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 17_000));
    }
}
