using System.Text;
using Ingot.Sandbox.Output;
using Ingot.Sandbox.Processes;
using Microsoft.Win32.SafeHandles;

namespace Ingot.Sandbox.Trees;

/// <summary>Unpacks what users have packed, as their user and never as this process's.</summary>
public static class TarArchive
{
    /// <summary>Bytes and lines of what tar says that are passed on: a broken archive can make it say something of every file.</summary>
    private const int MostBytes = 1024;
    private const int MostLines = 3;

    /// <summary>Unpacks a .tgz into a folder that the user owns; null is this process's own user.</summary>
    /// <exception cref="IOException">It cannot be unpacked, in tar's words; the folder holds a part of it.</exception>
    public static async Task UnpackAsync(SafeFileHandle archive, string folder, uint? user)
    {
        var asUser = TreeLaunch.AsUser(user);
        using var errors = new Pipe(nonBlockingReads: true);
        var tar = await ProcessSpawner.StartAsync(
            new SpawnRequest
            {
                FileName = asUser[0],
                Arguments = [.. asUser.Skip(1), "--pdeathsig", "KILL", TreeLaunch.Tool("tar"), "-xzf", "-"],
                Environment = new Dictionary<string, string> { ["PATH"] = TreeLaunch.ToolPath, ["LC_ALL"] = "C" },
                // The user need not be able to come here by name.
                WorkingDirectory = folder,
                Descriptors = [new(archive, 0), new(errors.Writing, 2)],
            }
        );
        errors.Writing.Dispose();
        var said = new MemoryStream();
        await PipePump.ReadToEndAsync(errors.TakeReading(), bytes => said.Write(bytes[..Math.Min(bytes.Length, MostBytes - (int)said.Length)]));
        if (await tar.Exited is var status && status != default)
            throw new IOException($"the droplet cannot be unpacked: {Reason(said, status)}");
    }

    private static string Reason(MemoryStream said, ExitStatus status)
    {
        var lines = Encoding.UTF8.GetString(said.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? $"tar ended with {status}" : string.Join("; ", lines.Distinct().Take(MostLines));
    }
}
