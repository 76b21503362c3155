using FsCheck;
using FsCheck.Fluent;
using Ingot.Manifests.Apps;
using Ingot.Model.Processes;

namespace Ingot.Manifests.Tests;

public sealed class RoundTripTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Elements("a", "yes", "null", "010", "1.10", "", " ", "~", "- a", "a: b", "#", "{}", "((x))", "*x", "&x", "hi 😀", "tab\tline\nend", "\"'\\", "\u0085\u2028\uFEFF"),
        ArbMap.Default.GeneratorFor<string>().Select(text => string.Concat((text ?? "").EnumerateRunes().Where(rune => rune.Value != 0xFFFD))));

    private static readonly Gen<string> Words = Gen.Elements("shop", "worker-2", "on", "a_b", "7up", "0x1F", "some/path.git#v1");

    private static readonly Gen<HealthCheckManifest> Checks =
        from type in Maybe(Gen.Elements(HealthCheckType.Port, HealthCheckType.Http, HealthCheckType.Process))
        from endpoint in Words
        from interval in Maybe(Gen.Choose(1, 999))
        select new HealthCheckManifest { Type = type, Endpoint = type == HealthCheckType.Http ? $"/{endpoint}" : null, IntervalSeconds = interval, InvocationTimeoutSeconds = interval + 1 };

    private static readonly Gen<Dictionary<string, string>> Maps =
        from keys in Texts.Where(text => text is not ("" or "PORT" or "<<")).ListOf()
        from value in Texts
        select keys.Distinct().ToDictionary(key => $"K{key}", key => value + key);

    private static readonly Gen<AppManifest> Apps =
        from name in Texts.Where(text => text.Length > 0)
        from types in Gen.SubListOf("web", "worker", "clock")
        from processes in Gen.CollectToList(types.Select(Process))
        from isWebListed in ArbMap.Default.GeneratorFor<bool>()
        from env in Maps
        from labels in Maps
        from buildpacks in Gen.Elements<IReadOnlyList<string>?>(null, [], ["python_buildpack"], ["https://github.com/x/y.git#v1", "binary_buildpack"])
        from command in Texts
        from flag in Maybe(ArbMap.Default.GeneratorFor<bool>())
        from rate in Gen.Choose(1, 4000)
        select new AppManifest
        {
            Name = name,
            Processes = [.. processes.Where(process => isWebListed || !process.IsEmpty)],
            IsWebListed = isWebListed && types.Contains("web"),
            Env = env.Count == 0 ? null : env,
            Buildpacks = buildpacks,
            Stack = flag == true ? "cflinuxfs4" : null,
            NoRoute = flag,
            Features = flag is { } isOn ? new Dictionary<string, bool> { ["ssh"] = isOn } : null,
            Metadata = labels.Count == 0 ? null : new MetadataManifest(labels.ToDictionary(pair => pair.Key, string? (pair) => pair.Value), new Dictionary<string, string?> { ["gone"] = null }),
            Sidecars = [new SidecarManifest($"s{name}", $"run {command}", ["web", "worker"], rate)],
            Routes = [new RouteManifest("shop.example.com/v2") { Protocol = "http2", Options = new Dictionary<string, string> { ["loadbalancing"] = "round-robin" } }],
            Services = [new ServiceManifest($"db{name}") { ParametersJson = """{"size":3}""" }],
        };

    [Fact]
    public void Every_app_that_can_be_written_reads_the_same_again() =>
        Prop.ForAll(Apps.ToArbitrary(), app =>
        {
            var text = ManifestWriter.Write([app]);

            var read = Manifest.Read(text, new ManifestOptions { AllowAnchors = false });

            Assert.Empty(read.Errors);
            Assert.Equal(ManifestReport.Write(new Manifest { Apps = [app] }), ManifestReport.Write(read with { Problems = [] }));
            Assert.Equal(text, ManifestWriter.Write(read.Apps));
        }).QuickCheckThrowOnFailure();

    private static Gen<ProcessManifest> Process(string type) =>
        from command in Maybe(Texts.Where(text => text is not ("null" or "default")))
        from instances in Maybe(Gen.Choose(0, 10_000))
        from memory in Maybe(Gen.Choose(1, 100_000))
        from rate in Maybe(Gen.Elements(-1L, 0, 1, 1024, 16 << 10, 5 << 20, 1L << 31, 12345))
        from check in Checks
        from readiness in Checks
        select new ProcessManifest(type)
        {
            Command = command, Instances = instances, MemoryMb = memory, DiskMb = memory, LogRateLimitBytesPerSecond = rate, TimeoutSeconds = memory % 180 + 1,
            HealthCheck = check, ReadinessHealthCheck = readiness,
        };

    private static Gen<T?> Maybe<T>(Gen<T> values)
        where T : struct => Gen.OneOf(Gen.Constant<T?>(null), values.Select(value => (T?)value));

    private static Gen<string?> Maybe(Gen<string> values) => Gen.OneOf(Gen.Constant<string?>(null), values.Select(string? (value) => value));
}
