using Ingot.Cli.Failures;
using Ingot.Cli.Pushing;
using Ingot.Manifests.Apps;
using Ingot.Model.Processes;

namespace Ingot.Cli.Tests.Pushing;

public sealed class FlagOverridesTests
{
    private static readonly AppManifest Shop = new() { Name = "shop", Processes = [new ProcessManifest("web") { Instances = 5, MemoryMb = 256, Command = "run" }, new ProcessManifest("worker")] };

    [Fact]
    public void Flags_win_over_the_manifest_and_leave_the_rest()
    {
        var request = new PushRequest { Instances = 2, Memory = "1g", Command = "null", HealthCheckType = "http", HealthCheckEndpoint = "/up", StartTimeout = 9, Buildpacks = ["default"] };

        var app = Assert.Single(FlagOverrides.Apply([Shop], request));

        Assert.Equal((2, 1024, "", 9), (app.Web!.Instances, app.Web.MemoryMb, app.Web.Command, app.Web.TimeoutSeconds));
        Assert.Equal((HealthCheckType.Http, "/up"), (app.Web.HealthCheck.Type, app.Web.HealthCheck.Endpoint));
        Assert.Equal(["web", "worker"], app.Processes.Select(process => process.Type));
        Assert.Empty(app.Buildpacks!);
        Assert.True(app.DefaultRoute);
    }

    [Fact]
    public void Flags_go_to_the_web_process_where_it_stands()
    {
        var listed = Shop with { IsWebListed = true, Processes = [new ProcessManifest("worker"), new ProcessManifest("web") { MemoryMb = 64 }] };

        var app = Assert.Single(FlagOverrides.Apply([listed], new PushRequest { Instances = 3 }));

        Assert.Equal(["worker", "web"], app.Processes.Select(process => process.Type));
        Assert.Equal((3, 64), (app.Web!.Instances, app.Web.MemoryMb));
    }

    [Fact]
    public void An_endpoint_needs_the_http_check_whether_a_flag_or_the_manifest_names_the_type()
    {
        var checkedByPort = Shop with { Processes = [new ProcessManifest("web") { HealthCheck = new HealthCheckManifest { Type = HealthCheckType.Port } }] };
        var request = new PushRequest { HealthCheckEndpoint = "/up" };

        var refusal = Assert.Throws<CommandException>(() => FlagOverrides.Apply([checkedByPort], request));
        var untyped = Assert.Single(FlagOverrides.Apply([Shop], request));
        var turned = Assert.Single(FlagOverrides.Apply([checkedByPort], request with { HealthCheckType = "http" }));

        Assert.Equal("Incorrect Usage: The flag option --endpoint cannot be used with the manifest property health-check-type set to port", refusal.Message);
        Assert.Equal("/up", untyped.Web!.HealthCheck.Endpoint);
        Assert.Equal((HealthCheckType.Http, "/up"), (turned.Web!.HealthCheck.Type, turned.Web.HealthCheck.Endpoint));
    }

    [Fact]
    public void A_name_renames_the_only_app_and_picks_one_of_several()
    {
        var other = Shop with { Name = "other" };

        Assert.Equal("mine", Assert.Single(FlagOverrides.Apply([Shop], new PushRequest { AppName = "mine" })).Name);
        Assert.Equal("other", Assert.Single(FlagOverrides.Apply([Shop, other], new PushRequest { AppName = "other" })).Name);
        Assert.Throws<CommandException>(() => FlagOverrides.Apply([Shop, other], new PushRequest { AppName = "mine" }));
    }

    [Fact]
    public void Sizes_cannot_be_given_for_several_apps_at_once()
    {
        Assert.Throws<CommandException>(() => FlagOverrides.Apply([Shop, Shop], new PushRequest { Memory = "1G" }));
        Assert.Equal(2, FlagOverrides.Apply([Shop, Shop], new PushRequest { NoStart = true, Variables = new VariableOptions(["a=b"], []) }).Count);
    }

    [Fact]
    public void No_route_takes_the_default_route_away()
    {
        var app = Assert.Single(FlagOverrides.Apply([Shop], new PushRequest { NoRoute = true }));

        Assert.Equal((true, null), (app.NoRoute, app.DefaultRoute));
    }
}
