using Ingot.Sandbox.Processes;
using Microsoft.Win32.SafeHandles;

namespace Ingot.Sandbox.Trees;

/// <summary>Unpacks what users have packed, as their user and never as this process's.</summary>
public static class TarArchive
{
    /// <summary>Unpacks a .tgz into a folder that the user owns; null is this process's own user.</summary>
    /// <exception cref="IOException">It cannot be unpacked; the folder holds a part of it.</exception>
    public static async Task UnpackAsync(SafeFileHandle archive, string folder, uint? user)
    {
        var asUser = TreeLaunch.AsUser(user);
        var tar = await ProcessSpawner.StartAsync(
            new SpawnRequest
            {
                FileName = asUser[0],
                Arguments = [.. asUser.Skip(1), "--pdeathsig", "KILL", TreeLaunch.Tool("tar"), "-xzf", "-"],
                Environment = new Dictionary<string, string> { ["PATH"] = TreeLaunch.ToolPath, ["LC_ALL"] = "C" },
                // The user need not be able to come here by name.
                WorkingDirectory = folder,
                Descriptors = [new(archive, 0)],
            }
        );
        if (await tar.Exited != default)
            throw new IOException("the droplet cannot be unpacked");
    }
}
