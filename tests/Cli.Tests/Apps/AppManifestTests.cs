using Ingot.Cli.Tests.Fakes;

namespace Ingot.Cli.Tests.Apps;

public sealed class AppManifestTests
{
    [Fact]
    public async Task An_apps_manifest_is_written_to_a_file()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        client.Write("app.py", "pass");
        await client.RunAsync("push", "shop", "--no-start");

        var created = await client.RunAsync("create-app-manifest", "shop");
        var refused = await client.RunAsync("create-app-manifest", "shop", "-p", "/nowhere/at/all.yml");

        var file = Path.Combine(client.WorkingDirectory, "shop_manifest.yml");
        Assert.Equal($"Creating an app manifest from current settings of app shop in org ingot / space dev as admin...\nManifest file created successfully at {file}\nOK\n\n", created.Output);
        Assert.Equal("applications:\n- name: shop\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.StartsWith("Error creating file: ", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_is_applied_without_a_source()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var client = await Client.LoggedInAsync(platform);
        var file = client.Write("manifest.yml", "applications:\n- name: shop\n  instances: ((count))\n  path: ./not-there\n");

        var nothing = await client.RunAsync("apply-manifest", "-f", file);
        var applied = await client.RunAsync("apply-manifest", "-f", file, "--var", "count=4");

        Assert.Contains("Expected to find variables: count", nothing.Errors, StringComparison.Ordinal);
        Assert.Equal((0, ""), (applied.ExitCode, applied.Errors));
        Assert.StartsWith($"Applying manifest {file} in org ingot / space dev as admin...\n\nUpdating with these attributes...\n", applied.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n\nOK\n\n", applied.Output, StringComparison.Ordinal);
        Assert.Equal("applications:\n- name: shop\n  instances: 4\n", Assert.Single(platform.Manifests));
    }
}
