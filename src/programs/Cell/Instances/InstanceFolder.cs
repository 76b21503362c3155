using Ingot.Sandbox.Trees;
using Ingot.Sandbox.Users;

namespace Ingot.Cell.Instances;

/// <summary>The folder of one instance, laid out as the droplet is (CF: /home/vcap).</summary>
internal sealed record InstanceFolder(string Path)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string App => System.IO.Path.Combine(Path, "app");
    public string Deps => System.IO.Path.Combine(Path, "deps");
    public string Tmp => System.IO.Path.Combine(Path, "tmp");

    /// <summary>Makes it, empty, and readable by its user alone.</summary>
    public void Create(uint? user, params IEnumerable<string> names)
    {
        foreach (var path in names.Select(name => System.IO.Path.Combine(Path, name)).Prepend(Path))
        {
            Directory.CreateDirectory(path, Private);
            AppUser.GiveTo(path, user);
        }
    }

    public async Task DeleteAsync()
    {
        await FolderRemoval.RemoveAsync(Path);
        await FolderRemoval.RemoveAsync(SandboxRequest.WorkFolder(Path));
    }
}
