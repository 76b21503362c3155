using System.Net;
using Ingot.Api.Tests.Manifests;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Sidecars;

public sealed class SidecarTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Yaml = "applications:\n- name: APP\n  sidecars:\n  - {name: proxy, command: ./proxy, process_types: [web, worker], memory: 8M}\n  processes: [{type: clock}]\n";

    [Fact]
    public async Task A_sidecar_of_a_manifest_is_kept_and_listed_where_it_belongs()
    {
        var job = await api.ApplyGoodAsync(Yaml.Replace("APP", "kept"));

        var app = await api.FindAppAsync("kept");
        var listed = (await api.GetAsync($"/v3/apps/{app}/sidecars")).Resources[0]!;
        var clock = (await api.GetAsync($"/v3/apps/{app}/processes/clock")).At<string>("guid");
        Assert.Equal(("proxy", "./proxy", 8, "user"), (listed["name"]!.GetValue<string>(), listed["command"]!.GetValue<string>(), listed["memory_in_mb"]!.GetValue<int>(), listed["origin"]!.GetValue<string>()));
        Assert.Single((await api.GetAsync($"/v3/processes/{app}/sidecars")).Resources);
        Assert.Empty((await api.GetAsync($"/v3/processes/{clock}/sidecars")).Resources);
        Assert.Contains("not run", (await api.GetAsync($"/v3/jobs/{job}")).Json!["warnings"]![0]!["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_sidecar_is_changed_by_its_name_and_deleted_by_its_guid()
    {
        await api.ApplyGoodAsync(Yaml.Replace("APP", "changed"));
        await api.ApplyGoodAsync(Yaml.Replace("APP", "changed").Replace("command: ./proxy", "command: ./other"));
        var app = await api.FindAppAsync("changed");
        var sidecar = Assert.Single((await api.GetAsync($"/v3/apps/{app}/sidecars")).Resources)!;

        var deleted = await api.DeleteAsync($"/v3/sidecars/{sidecar["guid"]}");

        Assert.Equal("./other", sidecar["command"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        Assert.Equal("Sidecar not found", (await api.GetAsync($"/v3/sidecars/{sidecar["guid"]}")).Detail);
    }
}
