using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>
/// A process of the platform dies by kill -9 at random moments of a command. What was acknowledged stays, what was not is done or not
/// done as a whole, and the command can be given again.
/// </summary>
[Trait("Length", "long")]
public sealed class KillMomentsTests(SharedPlatform shared) : IClassFixture<SharedPlatform>, IDisposable
{
    private const int MostInstances = 6;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPush = TimeSpan.FromSeconds(2);

    private readonly TestPlatform platform = shared.Platform;
    private readonly TempDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("controller", 25)]
    [InlineData("router", 8)]
    [InlineData("z1-0", 8)]
    public async Task Of_a_push(string victim, int times)
    {
        var random = new Random(times);
        var app = $"pushed-{victim}";
        for (var round = 0; round < times; round++)
        {
            var (text, count) = ($"round {round}", random.Next(1, MostInstances + 1));
            folder.Write("index.html", text);
            folder.Write("Staticfile", "");

            var push = PushAsync(app, count);
            await KillAsync(victim, random);
            if ((await push).ExitCode != 0)
                (await PushAsync(app, count)).Succeeded();

            Assert.Equal(count, await DesiredAsync(app));
            await RunsAsync(app, count);
            await Eventually.GetAsync(() => platform.Http.GetStringAsync(platform.AppUrl(app)), seen => seen == text, Recovery, text);
        }
        (await platform.CfAsync("delete", app, "-f", "-r")).Succeeded();
    }

    [Fact]
    public async Task Of_the_controller_while_counts_are_asked_for()
    {
        var random = new Random(50);
        var token = platform.AccessToken;
        folder.Write("index.html", "counted");
        folder.Write("Staticfile", "");
        (await PushAsync("counted", 1)).Succeeded();
        var guid = (await platform.CfAsync("app", "counted", "--guid")).Succeeded().Trim();
        for (var round = 0; round < 25; round++)
        {
            var asking = AskForCountsAsync(guid, token, random.Next());
            await KillAsync("controller", random);
            var (acknowledged, unanswered) = await asking;

            Assert.Contains(await DesiredAsync("counted"), unanswered is null ? [acknowledged] : new[] { acknowledged, unanswered.Value });
        }
        await RunsAsync("counted", await DesiredAsync("counted"));
        (await platform.CfAsync("delete", "counted", "-f", "-r")).Succeeded();
    }

    [Fact]
    public async Task Of_everything_by_the_death_of_the_supervisor()
    {
        var random = new Random(7);
        folder.Write("index.html", "kept");
        folder.Write("there/index.html", "kept");
        folder.Write("Staticfile", "");
        (await PushAsync("kept", 1)).Succeeded();
        (await platform.CfAsync("map-route", "kept", "localhost", "--hostname", "kept-too", "--path", "/there")).Succeeded();
        for (var round = 0; round < 4; round++)
        {
            var (kept, count) = (random.Next(1, 4), random.Next(1, 4));
            (await platform.CfAsync("scale", "kept", "-i", $"{kept}")).Succeeded();

            var push = PushAsync("pushed", count);
            await KillAsync(platform.SupervisorPid, random);
            await push;
            await Eventually.TrueAsync(() => Processes.Of(platform.Data).Count == 0, Recovery, "no process is left");
            await platform.StartAgainAsync();

            Assert.Equal(kept, await DesiredAsync("kept"));
            await RunsAsync("kept", kept);
            foreach (var url in (Uri[])[platform.AppUrl("kept"), platform.AppUrl("kept-too", "/there/")])
                await Eventually.GetAsync(() => BodyAsync(url), seen => seen == "kept", Recovery, $"{url} answers");
            (await PushAsync("pushed", count)).Succeeded();
            await RunsAsync("pushed", count);
        }
        (await platform.CfAsync("delete", "kept", "-f", "-r")).Succeeded();
        (await platform.CfAsync("delete", "pushed", "-f", "-r")).Succeeded();
    }

    /// <summary>Whatever the status: just after a start the route may not be known yet.</summary>
    private async Task<string> BodyAsync(Uri url)
    {
        using var answer = await platform.Http.GetAsync(url, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private Task<CommandResult> PushAsync(string app, int count) =>
        platform.CfInAsync(folder.Path, "push", app, "-i", $"{count}", "-m", "32M", "-k", "64M");

    private async Task KillAsync(string victim, Random random) => await KillAsync(await platform.PidAsync(victim), random);

    private static async Task KillAsync(int pid, Random random)
    {
        // The moment of the fault, not a wait for anything.
        await Task.Delay(LongestPush * random.NextDouble(), TestContext.Current.CancellationToken);
        Signals.Send(pid, Signals.Kill);
    }

    /// <summary>Scales again and again until a request gets no good answer: the last count acknowledged, and the one under way then.</summary>
    private async Task<(int Acknowledged, int? Unanswered)> AskForCountsAsync(string guid, string token, int seed)
    {
        var random = new Random(seed);
        var acknowledged = await DesiredAsync("counted");
        var deadline = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(deadline) < LongestPush)
        {
            var count = random.Next(1, MostInstances + 1);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{platform.Url}/v3/processes/{guid}/actions/scale")
            {
                Content = JsonContent.Create(new { instances = count }),
            };
            request.Headers.Add("Authorization", token);
            using var answer = await platform.Http.SendAsync(request, TestContext.Current.CancellationToken);
            if (answer.StatusCode != HttpStatusCode.Accepted)
                return (acknowledged, count);
            acknowledged = count;
        }
        return (acknowledged, null);
    }

    private async Task<int> DesiredAsync(string app)
    {
        var guid = (await platform.CfAsync("app", app, "--guid")).Succeeded().Trim();
        var process = JsonDocument.Parse((await platform.CfAsync("curl", $"/v3/apps/{guid}/processes/web")).Succeeded()).RootElement;
        return process.GetProperty("instances").GetInt32();
    }

    /// <summary>Waits until as many run as are desired, each index held once by the operating system's word and none beyond.</summary>
    private async Task RunsAsync(string app, int count)
    {
        var guid = (await platform.CfAsync("app", app, "--guid")).Succeeded().Trim();
        await Eventually.GetAsync(
            async () =>
            {
                var running = (await platform.StatsAsync(app)).Count(row => row.GetProperty("state").GetString() == "RUNNING");
                var held = Enumerable.Range(0, MostInstances).Count(index => Processes.OfInstance(guid, index).Count > 0);
                return (running, held);
            },
            seen => seen == (count, count),
            Recovery,
            $"{count} instances of {app} run, and no more"
        );
    }
}
