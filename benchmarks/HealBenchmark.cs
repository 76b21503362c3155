using System.Diagnostics;

namespace Ingot.Benchmarks;

/// <summary>
/// kill -9 of an instance that starts in 0.2 s, to the same index serving again. Each index is killed once: a second crash would count.
/// Then kill -9 of the router, to the next answer, and of a cell with 20 instances, to all serving from other zones.
/// </summary>
internal static class HealBenchmark
{
    private const int Instances = 11;
    private const int RouterRounds = 10;
    private const int CellRounds = 10;
    private const int PerCell = 20;
    private static readonly string[] zones = ["z1", "z2", "z3"];

    public static async Task RunAsync(Workbench workbench)
    {
        var heal = new Samples("kill -9 of an instance to its index serving", "s", goal: 0.7);
        var router = new Samples("kill -9 of the router to the next answer", "s", goal: 0.5);
        var folder = Directory.CreateTempSubdirectory("ingot-bench-app-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "server.py"), Server);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Procfile"), "web: /usr/bin/python3 server.py\n");
        await using (var platform = await RunningPlatform.StartAsync(workbench))
        {
            await platform.LogInAsync();
            await platform.CfAsync("push", "healed", "-p", folder.FullName, "-b", "binary_buildpack", "-m", "64M", "-k", "64M", "-i", $"{Instances}");
            for (var index = 0; index < Instances; index++)
                heal.Add(await HealAsync(platform, index));
            for (var round = 0; round < RouterRounds; round++)
                router.Add(await HealRouterAsync(platform));
        }
        folder.Delete(recursive: true);
        Samples.Print("heal", heal, router, await HealCellsAsync(workbench));
    }

    private static async Task<Samples> HealCellsAsync(Workbench workbench)
    {
        var heal = new Samples($"kill -9 of a cell with {PerCell} instances to all serving elsewhere", "s", goal: 2);
        await using var platform = await RunningPlatform.StartAsync(workbench);
        await platform.LogInAsync();
        using var app = await SmallApp.PushAsync(platform, zones.Length * PerCell, start: TimeSpan.FromSeconds(0.2));
        for (var round = 0; round < CellRounds; round++)
        {
            var zone = zones[round % zones.Length];
            heal.Add(await HealCellAsync(platform, app, zone));
            // Spread anew, since a lost cell's instances stay where they went.
            await app.ScaleAsync(0);
            await platform.WhenInstancesAsync(0);
            await app.ScaleAsync(zones.Length * PerCell);
        }
        return heal;
    }

    private static async Task<double> HealCellAsync(RunningPlatform platform, SmallApp app, string zone)
    {
        var serving = await app.ReachAllAsync(Enumerable.Range(0, zones.Length * PerCell));
        var lost = serving.Where(answer => answer.Zone == zone).Select(answer => answer.Index);
        var killedAt = Stopwatch.GetTimestamp();
        RunningPlatform.Kill(platform.CellPid($"{zone}-0"));
        await app.ReachAllAsync(lost, answer => answer.Zone != zone);
        return Stopwatch.GetElapsedTime(killedAt).TotalSeconds;
    }

    private static async Task<double> HealAsync(RunningPlatform platform, int index)
    {
        var old = RunningPlatform.InstancePids(index, "healed");
        var guid = await ServingAsync(platform, index, other: null);
        var killedAt = Stopwatch.GetTimestamp();
        foreach (var pid in old)
            RunningPlatform.Kill(pid);
        await ServingAsync(platform, index, other: guid);
        return Stopwatch.GetElapsedTime(killedAt).TotalSeconds;
    }

    private static async Task<double> HealRouterAsync(RunningPlatform platform)
    {
        var router = await platform.WhenRouterWaitsAsync();
        var killedAt = Stopwatch.GetTimestamp();
        RunningPlatform.Kill(router);
        await platform.WhenAnsweredAsync(platform.AppUrl("healed"));
        return Stopwatch.GetElapsedTime(killedAt).TotalSeconds;
    }

    /// <summary>Asks, by the header that targets an index, until an instance other than <paramref name="other"/> answers; returns its guid.</summary>
    private static async Task<string> ServingAsync(RunningPlatform platform, int index, string? other)
    {
        while (true)
        {
            using var answer = await platform.Http.GetAsync(platform.AppUrl("healed"));
            var holder = (await answer.Content.ReadAsStringAsync()).Split(' ');
            if (answer.IsSuccessStatusCode && holder[0] == $"{index}" && holder[1] != other)
                return holder[1];
        }
    }

    /// <summary>Answers with index and guid; takes 0.2 s to start.</summary>
    private const string Server = """
        import os, time, http.server
        time.sleep(0.2)
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_GET(self):
                body = (os.environ["CF_INSTANCE_INDEX"] + " " + os.environ["CF_INSTANCE_GUID"]).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *args):
                pass
        http.server.ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()
        """;
}
