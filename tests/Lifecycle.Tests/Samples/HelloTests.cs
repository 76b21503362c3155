using System.Net.Http.Json;
using System.Text.Json;
using Ingot.Lifecycle.Tests.Support;
using Ingot.Testing;

namespace Ingot.Lifecycle.Tests.Samples;

public sealed class HelloTests : IDisposable
{
    private readonly TempDirectory temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task Hello_is_published_without_a_network_and_tells_who_it_is()
    {
        var staged = await StagedApp.OfFolderAsync(temp, RepositoryRoot.Combine("samples", "hello"));
        Assert.True(staged.ExitCode == 0, staged.Log);

        await using var app = await RunningApp.StartAsync(
            staged.Unpack(temp.Combine("instance")),
            staged.Web,
            ("CF_INSTANCE_INDEX", "2"),
            ("CF_INSTANCE_ZONE", "z3")
        );
        var page = await app.Client.GetStringAsync("/", TestContext.Current.CancellationToken);
        var json = await app.Client.GetFromJsonAsync<JsonElement>("/json", TestContext.Current.CancellationToken);
        using var echo = await app.Client.PostAsync("/echo", new StringContent("ping"), TestContext.Current.CancellationToken);

        Assert.Contains("Hello from instance <span>2</span>", page, StringComparison.Ordinal);
        Assert.Equal("z3", json.GetProperty("zone").GetString());
        Assert.Equal(2, json.GetProperty("requests").GetInt32());
        Assert.Equal("ping", await echo.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(staged.Entries(), entry => entry.Name.Contains("/obj/", StringComparison.Ordinal));
    }
}
