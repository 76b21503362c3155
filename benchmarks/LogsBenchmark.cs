using System.Diagnostics;

namespace Ingot.Benchmarks;

/// <summary>Ten instances write 50,000 numbered lines a second, below their rate limit, and <c>cf logs</c> follows them all.</summary>
internal static class LogsBenchmark
{
    private const int Rounds = 10;
    private const int Instances = 10;
    private const int LinesPerInstance = 5_000;
    private const int LinesPerRound = 2 * Instances * LinesPerInstance;

    public static async Task RunAsync(Workbench workbench)
    {
        var duration = new Samples($"time in which cf logs gets {LinesPerRound:N0} lines", "s", goal: 2.1);
        var lost = new Samples("lines lost or out of order meanwhile", "lines", goal: 0);
        var controller = new Samples("controller's processor", "cores", goal: 0.5);
        var cells = new Samples("cells' processors together", "cores", goal: 0.5);
        var growth = new Samples("controller's and cells' memory above idle, resident", "MB", goal: 300);
        var folder = Directory.CreateTempSubdirectory("ingot-bench-app-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "write.py"), Writer);
        await using (var platform = await RunningPlatform.StartAsync(workbench))
        {
            await platform.LogInAsync();
            var idle = platform.Usage("controller", "cell");
            string[] sizes = ["-m", "64M", "-k", "64M", "-i", $"{Instances}"];
            string[] command = ["-u", "process", "-c", $"/usr/bin/python3 write.py {LinesPerInstance}"];
            await platform.CfAsync(["push", "talker", "-p", folder.FullName, "-b", "binary_buildpack", .. sizes, .. command]);
            using var follower = platform.StartCf("logs", "talker");
            var lines = new NumberedLines(follower.StandardOutput);
            await lines.ReadAsync(LinesPerRound);
            for (var round = 0; round < Rounds; round++)
            {
                var (startedAt, lostBefore) = (Stopwatch.GetTimestamp(), lines.Lost);
                var (controllerBefore, cellsBefore) = (platform.Usage("controller"), platform.Usage("cell"));
                await lines.ReadAsync(LinesPerRound);
                var seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
                duration.Add(seconds);
                lost.Add(lines.Lost - lostBefore);
                controller.Add((platform.Usage("controller").Processor - controllerBefore.Processor).TotalSeconds / seconds);
                cells.Add((platform.Usage("cell").Processor - cellsBefore.Processor).TotalSeconds / seconds);
                growth.Add(platform.Usage("controller", "cell").ResidentMb - idle.ResidentMb);
            }
            follower.Kill();
        }
        folder.Delete(recursive: true);
        Samples.Print("logs", duration, lost, controller, cells, growth);
    }

    /// <summary>Writes its index and a number in lines of 100 bytes, a hundred times a second.</summary>
    private const string Writer = """
        import os, sys, time
        rate, index, number, start = int(sys.argv[1]), os.environ["CF_INSTANCE_INDEX"], 0, time.monotonic()
        while True:
            due = int((time.monotonic() - start) * rate)
            text = "".join(f"{index} {i} ".ljust(99, ".") + "\n" for i in range(number, due)).encode()
            while text:
                text = text[os.write(1, text):]
            number = due
            time.sleep(0.01)
        """;

    /// <summary>Counts what follows and what is missing between the lines of each instance.</summary>
    private sealed class NumberedLines(StreamReader reader)
    {
        private readonly long[] next = new long[Instances];

        public long Lost { get; private set; }

        public async Task ReadAsync(int count)
        {
            while (count > 0)
            {
                var line = await reader.ReadLineAsync() ?? throw new InvalidOperationException("cf logs ended.");
                var begin = line.IndexOf("] OUT ", StringComparison.Ordinal);
                if (begin < 0 || line[(begin + 6)..].Split(' ', 3) is not [var index, var number, ..] || !line.EndsWith('.'))
                    continue;
                // Staging and the start of an instance say other things.
                if (!int.TryParse(index, out var instance) || !long.TryParse(number, out var taken))
                    continue;
                Take(instance, taken);
                count--;
            }
        }

        private void Take(int index, long number)
        {
            if (next[index] > 0)
                Lost += Math.Abs(number - next[index]);
            next[index] = number + 1;
        }
    }
}
