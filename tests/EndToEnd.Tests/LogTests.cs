using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>Logs hold while what carries them dies.</summary>
public sealed partial class LogTests(SharedPlatform shared) : IClassFixture<SharedPlatform>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestPlatform platform = shared.Platform;

    [Fact]
    public async Task Lines_written_while_the_controller_is_away_arrive_once_each_and_in_order()
    {
        using var folder = new TempDirectory();
        folder.Write("count.sh", "i=0; while :; do i=$((i+1)); echo number $i; sleep 0.005; done\n");
        (
            await platform.CfAsync(
                ["push", "counter", "-i", "3", "-m", "64M", "-b", "binary_buildpack", "-u", "process", "-c", "bash count.sh", "-p", folder.Path]
            )
        ).Succeeded();
        var lines = new ConcurrentQueue<(string Index, int Number)>();
        using var follower = platform.FollowCf(line => Keep(lines, line), "logs", "counter");
        await MoreAsync(lines, 500);

        Signals.Send(await platform.PidAsync("controller"), Signals.Kill);

        await MoreAsync(lines, 3000);
        follower.Kill(entireProcessTree: true);
        foreach (var instance in lines.GroupBy(line => line.Index))
        {
            var numbers = instance.Select(line => line.Number).ToList();
            Assert.Equal(Enumerable.Range(numbers[0], numbers.Count), numbers);
        }
        var recent = (await platform.CfAsync("logs", "counter", "--recent")).Succeeded();
        Assert.Contains("[APP/PROC/WEB/2] OUT number", recent);
    }

    private static Task MoreAsync(ConcurrentQueue<(string, int)> lines, int count)
    {
        var goal = lines.Count + count;
        return Eventually.TrueAsync(() => lines.Count >= goal, Patience, $"{count} more lines arrive");
    }

    private static void Keep(ConcurrentQueue<(string, int)> lines, string line)
    {
        if (Numbered().Match(line) is { Success: true } match)
            lines.Enqueue((match.Groups[1].Value, int.Parse(match.Groups[2].Value)));
    }

    [GeneratedRegex(@"\[APP/PROC/WEB/(\d+)\] OUT number (\d+)$")]
    private static partial Regex Numbered();
}
