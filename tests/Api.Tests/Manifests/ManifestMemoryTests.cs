using System.Net;
using Ingot.Api.Tests.Support;

namespace Ingot.Api.Tests.Manifests;

/// <summary>Runs when no other test does, since it counts what all threads allocate.</summary>
[Collection(nameof(ManifestMemoryTests))]
[CollectionDefinition(nameof(ManifestMemoryTests), DisableParallelization = true)]
public sealed class ManifestMemoryTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_small_manifest_takes_far_less_memory_than_the_largest()
    {
        const int Times = 10;
        const string Manifest = "applications: [{name: shop}]";
        (await api.DiffAsync(Manifest)).Expect(HttpStatusCode.Created);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var time = 0; time < Times; time++)
            await api.DiffAsync(Manifest);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, Times << 20);
    }
}
