using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>An app of several process types, from its manifest to its instances and back to a manifest.</summary>
public sealed class ManyProcessesTests(SharedPlatform shared) : IClassFixture<SharedPlatform>
{
    private const string Yaml = """
        applications:
        - name: ((name))
          memory: 64M
          instances: 2
          routes:
          - route: many.localhost
            options: {loadbalancing: round-robin}
          sidecars:
          - {name: proxy, command: ./proxy, process_types: [web], memory: 8M}
          processes:
          - type: worker
            command: echo "worker $CF_INSTANCE_INDEX has port '$PORT'" && exec sleep 1000
            instances: ((workers.count))
            memory: 32M
            health-check-type: process
        """;

    private readonly TestPlatform platform = shared.Platform;

    [Fact]
    public async Task Every_process_type_runs_and_the_manifest_written_of_it_changes_nothing()
    {
        using var folder = new TempDirectory();
        folder.Write("index.html", "<p>many of us");
        folder.Write("manifest.yml", Yaml);
        folder.Write("vars.yml", "name: many\nworkers: {count: 3}\n");

        var push = await platform.CfInAsync(folder.Path, "push", "--vars-file", "vars.yml");

        Assert.Matches(@"type: +web\s+sidecars: +proxy\s+instances: +2/2", push.Succeeded());
        Assert.Matches(@"type: +worker\s+sidecars:\s+instances: +3/3", push.Output);
        Assert.Contains("the sidecar is kept and shown, but not run", push.Error, StringComparison.Ordinal);
        Assert.Equal("<p>many of us", await platform.Http.GetStringAsync(platform.AppUrl("many"), TestContext.Current.CancellationToken));
        var logs = (await platform.CfAsync("logs", "many", "--recent")).Succeeded();
        Assert.All(Enumerable.Range(0, 3), index => Assert.Contains($"[APP/PROC/WORKER/{index}] OUT worker {index} has port", logs, StringComparison.Ordinal));

        (await platform.CfInAsync(folder.Path, "create-app-manifest", "many")).Succeeded();
        var again = await platform.CfInAsync(folder.Path, "push", "-f", "many_manifest.yml");

        Assert.DoesNotMatch("(?m)^[+-]", again.Succeeded());
        Assert.Matches(@"type: +worker\s+sidecars:\s+instances: +3/3", again.Output);
    }
}
