using System.Globalization;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests.Soak;

/// <summary>
/// Random pushes, scales, restarts, deletes and kills, for as many minutes as <c>INGOT_SOAK_MINUTES</c> says (5). After each step everything
/// runs as asked; at the end nothing is left over and no process has grown.
/// </summary>
[Trait("Length", "long")]
public sealed class SoakTests : IAsyncLifetime
{
    private const int MostApps = 4;
    private const int MostInstances = 6;
    private const int MostKills = 2;
    private const int DefaultMinutes = 5;

    /// <summary>
    /// What a process may have in the last quarter, by the median, above the most it had in the second: one that was killed in the first has
    /// caches that are not full and blocks of memory it is to use again.
    /// </summary>
    private const int MayGrowMb = 15;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);
    private static readonly string[] Roles = ["controller", "router", "z1-0", "z2-0", "z3-0"];

    private readonly TempDirectory folder = new();
    private readonly Dictionary<string, int> apps = [];
    private readonly Dictionary<string, string> guids = [];
    private readonly List<string> steps = [];
    private readonly List<int> killedRoles = [];
    private readonly DateTime startedAt = DateTime.UtcNow;

    /// <summary>Of each index since its app was last started: after the second crash it would wait for its next start.</summary>
    private readonly Dictionary<(string App, int Index), int> kills = [];
    private TestPlatform platform = null!;

    public async ValueTask InitializeAsync()
    {
        folder.Write("index.html", "soak");
        folder.Write("Staticfile", "");
        platform = await TestPlatform.StartAsync();
        await platform.LogInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Nothing_is_lost_and_nothing_is_left()
    {
        var setting = Environment.GetEnvironmentVariable("INGOT_SOAK_MINUTES");
        var half = TimeSpan.FromMinutes(setting is null ? DefaultMinutes : double.Parse(setting, CultureInfo.InvariantCulture)) / 2;
        var random = new Random(11);

        await StepAsync(half / 2, () => AnyStepAsync(random, mayKillRoles: true));
        // A process that has just been started has its buffers still to fill.
        var second = await MeasureAsync(half / 2, random);
        await DeleteAllAsync();
        await StepAsync(half / 2, () => AnyStepAsync(random, mayKillRoles: false));
        var last = await MeasureAsync(half / 2, random);
        await DeleteAllAsync();

        var grown = second.Select(role => (role.Key, Before: role.Value[^1], After: last[role.Key][last[role.Key].Count / 2])).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{steps.Count} steps; MB before and after: {string.Join(", ", grown.Select(role => $"{role.Key} {role.Before} {role.After}"))}"
        );
        Assert.All(grown, role => Assert.True(role.After <= role.Before + MayGrowMb, $"{role.Key} grew from {role.Before} to {role.After} MB"));
    }

    private async Task StepAsync(TimeSpan length, Func<Task<string>> step)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(startedAt) < length)
        {
            steps.Add(await step());
            await ConvergedAsync();
        }
    }

    private async Task<string> AnyStepAsync(Random random, bool mayKillRoles)
    {
        var app = $"soak-{random.Next(MostApps)}";
        var count = random.Next(1, MostInstances + 1);
        switch (random.Next(mayKillRoles ? 6 : 5))
        {
            case 0 when apps.ContainsKey(app):
                return await DeleteAsync(app);
            case 1 or 2 when apps.ContainsKey(app):
                (await platform.CfAsync("scale", app, "-i", $"{count}")).Succeeded();
                apps[app] = count;
                return $"scale {app} to {count}";
            case 3 when apps.ContainsKey(app):
                (await platform.CfAsync("restart", app)).Succeeded();
                ForgetKills(app);
                return $"restart {app}";
            case 4 when apps.ContainsKey(app) && random.Next(apps[app]) is var index && kills.GetValueOrDefault((app, index)) < MostKills:
                kills[(app, index)] = kills.GetValueOrDefault((app, index)) + 1;
                foreach (var pid in Processes.OfInstance(guids[app], index))
                    Signals.TrySend(pid, Signals.Kill);
                return $"kill {app}[{index}]";
            case 5:
                var role = Roles[random.Next(Roles.Length)];
                var killed = await platform.PidAsync(role);
                Signals.Send(killed, Signals.Kill);
                killedRoles.Add(killed);
                return $"kill {role}";
            default:
                (await platform.CfInAsync(folder.Path, "push", app, "-i", $"{count}", "-m", "32M", "-k", "64M")).Succeeded();
                apps[app] = count;
                ForgetKills(app);
                guids[app] = (await platform.CfAsync("app", app, "--guid")).Succeeded().Trim();
                return $"push {app} with {count}";
        }
    }

    private void ForgetKills(string app)
    {
        for (var index = 0; index < MostInstances; index++)
            kills.Remove((app, index));
    }

    private async Task<string> DeleteAsync(string app)
    {
        (await platform.CfAsync("delete", app, "-f", "-r")).Succeeded();
        apps.Remove(app);
        return $"delete {app}";
    }

    /// <summary>Waits until every wanted index is held by one instance, by the operating system's word, and no other.</summary>
    private async Task ConvergedAsync() =>
        await Eventually.GetAsync(
            () => Task.FromResult(string.Join("; ", apps.SelectMany(app => Faults(app.Key, app.Value)))),
            faults => faults.Length == 0,
            Recovery,
            $"all is as asked after step {steps.Count}: {steps[^1]}"
        );

    private IEnumerable<string> Faults(string app, int count)
    {
        var holders = Enumerable.Range(0, MostInstances).Select(index => Processes.InstanceGuids(guids[app], index).Count);
        return holders.Select((held, index) => (held, index)).Where(seen => seen.held != (seen.index < count ? 1 : 0))
            .Select(seen => $"{app}[{seen.index}] is held by {seen.held}");
    }

    private async Task DeleteAllAsync()
    {
        foreach (var app in apps.Keys.ToList())
            steps.Add(await DeleteAsync(app));
        await Eventually.GetAsync(
            async () => string.Join('\n', await Leftovers.OfAsync(platform, startedAt, await RolePidsAsync(), killedRoles)),
            left => left.Length == 0,
            Recovery,
            "nothing is left"
        );
    }

    /// <summary>The platform's own processes, the launcher and the router in waiting included.</summary>
    private async Task<IReadOnlyCollection<int>> RolePidsAsync()
    {
        var named = await Task.WhenAll(Roles.Select(platform.PidAsync));
        return [platform.SupervisorPid, .. named, .. Processes.ChildrenOf(platform.SupervisorPid).Where(pid => Processes.CommandLine(pid) == "ingot router")];
    }

    /// <summary>Goes on for so long, killing no role, and says how many MB each process had after the steps, in ascending order: garbage comes and goes.</summary>
    private async Task<IReadOnlyDictionary<string, List<int>>> MeasureAsync(TimeSpan length, Random random)
    {
        var pids = new Dictionary<string, int> { ["supervisor"] = platform.SupervisorPid };
        foreach (var role in Roles)
            pids[role] = await platform.PidAsync(role);
        var memory = pids.Keys.ToDictionary(role => role, _ => new List<int>());
        await StepAsync(
            length,
            async () =>
            {
                var step = await AnyStepAsync(random, mayKillRoles: false);
                foreach (var (role, pid) in pids)
                    memory[role].Add(Processes.MemoryMb(pid));
                return step;
            }
        );
        foreach (var samples in memory.Values)
            samples.Sort();
        return memory;
    }
}
