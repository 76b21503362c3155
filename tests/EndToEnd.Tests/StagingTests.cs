using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>Parts die by kill -9 while an app is staged, and builds that misbehave.</summary>
[Trait("Length", "long")]
public sealed class StagingTests(SharedPlatform shared) : IClassFixture<SharedPlatform>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TestPlatform platform = shared.Platform;
    private readonly TempDirectory app = new();

    /// <summary>Where builds, which run as the app's user, leave word and wait for ours.</summary>
    private readonly TempDirectory words = new();

    [Theory]
    [InlineData("controller")]
    [InlineData("cell")]
    public async Task A_push_survives_the_death_of(string victim)
    {
        WriteApp($"echo $CF_INSTANCE_ZONE > {words.Combine("zone")}; until [ -e {words.Combine("go")} ]; do sleep 0.1; done");
        var push = platform.CfInAsync(app.Path, "push", $"survivor-{victim}", "-m", "128M");
        await Eventually.TrueAsync(() => ZoneThatStages().Length > 0, Patience, "the build runs");

        var role = victim == "cell" ? ZoneThatStages() + "-0" : victim;
        Signals.Send(await platform.PidAsync(role), Signals.Kill);
        words.Write("go", "");

        (await push).Succeeded();
        Assert.Equal("ok", await platform.Http.GetStringAsync(platform.AppUrl($"survivor-{victim}"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_build_that_forks_ignores_signals_prints_without_end_and_fills_its_disk_is_ended_whole()
    {
        WriteApp(
            $"export MARK={words.Path}; trap '' TERM; for i in 1 2 3 4 5; do setsid bash -c \"trap '' TERM HUP; sleep 1000\" & done; "
                + "yes & truncate -s 5G full; while :; do :; done"
        );

        var push = (await platform.CfInAsync(app.Path, "push", "evil", "-m", "128M")).Failed();

        Assert.Contains("disk quota exceeded", push);
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        await Eventually.TrueAsync(() => Directory.GetFiles(Path.Combine(platform.Data, "cells"), "full", everywhere) is [], Patience, "its files are gone");
        Assert.Empty(Processes.Of(words.Path));
    }

    public void Dispose()
    {
        app.Dispose();
        words.Dispose();
    }

    private string ZoneThatStages() => File.Exists(words.Combine("zone")) ? File.ReadAllText(words.Combine("zone")).Trim() : "";

    /// <summary>An app whose build runs a script.</summary>
    private void WriteApp(string script)
    {
        File.SetUnixFileMode(words.Path, (UnixFileMode)0b111_111_111);
        app.Write("build.sh", script);
        app.Write("package.json", """{"dependencies": {"none": "file:./none"}, "scripts": {"postinstall": "bash ./build.sh"}}""");
        app.Write("none/package.json", """{"name": "none", "version": "1.0.0"}""");
        app.Write("server.js", "require('http').createServer((_, answer) => answer.end('ok')).listen(process.env.PORT)\n");
    }
}
