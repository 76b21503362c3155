using Ingot.Sandbox.Processes;

namespace Ingot.Sandbox.Trees;

/// <summary>Removes what an app left behind.</summary>
public static class FolderRemoval
{
    /// <summary>Removes a folder with all in it; nothing when there is none.</summary>
    /// <exception cref="IOException">Something of it cannot be removed.</exception>
    public static async Task RemoveAsync(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is PathTooLongException or ArgumentException)
        {
            // Folders within folders can be made deeper than any path reaches, which .NET says in either way; rm goes down step by step.
            var rm = await ProcessSpawner.StartAsync(
                new SpawnRequest
                {
                    FileName = TreeLaunch.Tool("rm"),
                    Arguments = ["-rf", "--", folder],
                    Environment = new Dictionary<string, string> { ["LC_ALL"] = "C" },
                }
            );
            if (await rm.Exited != default)
                throw new IOException($"The folder {folder} cannot be removed.", exception);
        }
    }
}
