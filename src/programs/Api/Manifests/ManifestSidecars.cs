using Ingot.Api.Http;
using Ingot.Api.Sidecars;
using Ingot.Api.Versions;
using Ingot.Manifests.Apps;
using Ingot.Model.Apps;
using Ingot.Model.Sidecars;
using Ingot.Storage;

namespace Ingot.Api.Manifests;

/// <summary>Keeps the sidecars a manifest names. They are added or changed by name and never taken away.</summary>
internal static class ManifestSidecars
{
    public static async Task ApplySidecarsAsync(this DbSession session, App app, IReadOnlyList<SidecarManifest> manifests)
    {
        if (manifests.Count == 0)
            return;
        var processes = await session.ProcessesOfAsync(app.Guid);
        var present = await session.SidecarsOfAsync(app.Guid);
        foreach (var manifest in manifests)
        {
            var tight = processes.FirstOrDefault(process => manifest.ProcessTypes.Contains(process.Type) && manifest.MemoryMb >= process.MemoryMb);
            if (tight is not null)
                throw Errors.Unprocessable.With($"The memory allocation defined is too large to run with the dependent \"{tight.Type}\" process");
            await session.ApplyAsync(app, present.FirstOrDefault(sidecar => sidecar.Name == manifest.Name), manifest);
        }
    }

    private static async Task ApplyAsync(this DbSession session, App app, Sidecar? present, SidecarManifest manifest)
    {
        var sidecar =
            present
            ?? new Sidecar
            {
                Guid = Guid.NewGuid().ToString(),
                AppGuid = app.Guid,
                Name = manifest.Name,
                Command = manifest.Command,
            };
        sidecar.Command = manifest.Command;
        sidecar.ProcessTypes = [.. manifest.ProcessTypes];
        sidecar.MemoryMb = manifest.MemoryMb ?? sidecar.MemoryMb;
        await (present is null ? session.InsertAsync(sidecar) : session.UpdateAsync(sidecar));
    }
}
