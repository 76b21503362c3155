using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Ingot.EndToEnd.Tests.Support;
using Ingot.Testing;

namespace Ingot.EndToEnd.Tests;

/// <summary>The data directory is on a disk of its own, which is full for a while.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const string Roomy = "size=64g";
    private static readonly string[] OwnMounts = Environment.IsPrivilegedProcess ? ["--mount"] : ["--user", "--map-root-user", "--mount"];
    private static readonly string[] EnterMounts = Environment.IsPrivilegedProcess ? ["--mount"] : ["--user", "--preserve-credentials", "--mount"];

    private readonly TempDirectory folder = new();
    private TestPlatform platform = null!;

    public async ValueTask InitializeAsync()
    {
        string[] onOwnDisk = ["unshare", .. OwnMounts, "bash", "-c", $"mkdir {{data}} && mount -t tmpfs -o {Roomy} tmpfs {{data}} && exec \"$@\"", "bash"];
        platform = await TestPlatform.StartUnderAsync(onOwnDisk);
        await platform.LogInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Uploads_and_builds_fail_with_the_reason_apps_go_on_and_all_works_once_there_is_room()
    {
        (await platform.CfAsync("push", "small", "-p", RepositoryRoot.Combine("samples", "site"))).Succeeded();
        folder.Write("Staticfile", "");
        folder.Write("big.bin", Convert.ToBase64String(RandomNumberGenerator.GetBytes(8_000_000)));
        (await platform.CfInAsync(folder.Path, "push", "big", "--no-start")).Succeeded();

        await LeaveAsync(megabytes: 3);
        var build = (await platform.CfAsync("start", "big")).Failed();
        await LeaveAsync(megabytes: 3);
        var upload = (await platform.CfInAsync(folder.Path, "push", "other", "--no-start")).Failed();

        Assert.Contains("No space left", build);
        Assert.Contains("disk is full", upload);
        using (var answer = await platform.Http.GetAsync(platform.AppUrl("small"), TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Matches(@"instances:\s+1/1", (await platform.CfAsync("app", "small")).Succeeded());

        await RemountAsync(Roomy);
        (await platform.CfAsync("start", "big")).Succeeded();
        (await platform.CfInAsync(folder.Path, "push", "other")).Succeeded();
    }

    private async Task LeaveAsync(int megabytes)
    {
        var used = (await OnDiskAsync("df", "--output=used", "-k", platform.Data)).Split('\n')[1];
        await RemountAsync($"size={int.Parse(used, CultureInfo.InvariantCulture) + megabytes * 1024}k");
    }

    private Task RemountAsync(string size) => OnDiskAsync("mount", "-o", $"remount,{size}", platform.Data);

    private async Task<string> OnDiskAsync(params string[] command) =>
        (await Command.RunAsync("nsenter", ["--target", $"{platform.SupervisorPid}", .. EnterMounts, .. command])).Succeeded();
}
