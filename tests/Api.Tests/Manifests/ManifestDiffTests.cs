using System.Net;
using System.Text.Json.Nodes;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Manifests;

public sealed class ManifestDiffTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Yaml = """
        applications:
        - name: compared
          memory: 256M
          instances: 2
          env:
            A: one
          routes:
          - route: compared.apps.test
            protocol: http1
            options: {loadbalancing: round-robin}
          sidecars:
          - name: proxy
            command: ./proxy
            process_types: [worker]
            memory: 8M
          processes:
          - type: worker
            memory: 64M
            graceful-shutdown-interval: 30
            deployment-spares: true
        """;

    [Fact]
    public async Task Everything_about_a_new_app_is_added()
    {
        var diff = (await api.DiffAsync("applications:\n- name: brand-new\n  default-route: true\n  memory: 512mb\n")).Expect(HttpStatusCode.Created);

        Assert.Equal(
            """{"diff":[{"op":"add","path":"/applications/0/name","value":"brand-new"},{"op":"add","path":"/applications/0/default-route","value":true},{"op":"add","path":"/applications/0/memory","value":"512M"}]}""",
            diff.Text
        );
        Assert.Null(await api.FindAppAsync("brand-new"));
    }

    [Fact]
    public async Task Nothing_differs_from_what_has_just_been_applied()
    {
        await api.ApplyGoodAsync(Yaml);

        Assert.Equal("""{"diff":[]}""", (await api.DiffAsync(Yaml)).Text);
    }

    [Fact]
    public async Task Changes_are_told_where_the_manifest_has_them()
    {
        await api.ApplyGoodAsync(Yaml);

        var changed = Yaml.Replace("256M", "1G").Replace("A: one", "A: two\n    B: three").Replace("64M", "96M").Replace("route: compared", "route: renamed").Replace("memory: 8M", "memory: 9M");
        var diff = await api.DiffAsync(changed);

        var entries = diff.Json!["diff"]!.AsArray().ToDictionary(entry => entry!["path"]!.GetValue<string>(), entry => entry!);
        Assert.Equal(
            [
                "/applications/0/env/A",
                "/applications/0/env/B",
                "/applications/0/memory",
                "/applications/0/processes/0/memory",
                "/applications/0/routes/0",
                "/applications/0/sidecars/0/memory",
            ],
            entries.Keys.Order()
        );
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse("""{"op":"replace","path":"/applications/0/memory","was":"256M","value":"1G"}"""),
                entries["/applications/0/memory"]
            )
        );
        Assert.Equal("add", entries["/applications/0/env/B"]["op"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_app_is_written_as_the_manifest_that_would_make_it()
    {
        await api.ApplyGoodAsync(Yaml);

        var written = await api.GetAsync($"/v3/apps/{await api.FindAppAsync("compared")}/manifest");

        Assert.Equal(HttpStatusCode.OK, written.Status);
        Assert.StartsWith("applications:\n- name: compared\n", written.Text);
        Assert.Contains("memory: 256M", written.Text);
        Assert.Contains("route: compared.apps.test", written.Text);
        Assert.Equal("""{"diff":[]}""", (await api.DiffAsync(written.Text)).Text);
    }
}
