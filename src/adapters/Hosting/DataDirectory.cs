namespace Ingot.Hosting;

/// <summary>
/// Where everything of a platform lives. Every process has it as its working directory and names sockets relative to it, because
/// the path of a Unix socket may not pass 107 bytes.
/// </summary>
public sealed record DataDirectory(string Root)
{
    public string LockFile => Path.Combine(Root, "lock");
    public string DatabaseFile => Path.Combine(Root, "db", "ingot.db");
    public string Keys => Path.Combine(Root, "keys");
    public string AdminPasswordFile => Path.Combine(Keys, "admin-password");
    public string Packages => Path.Combine(Root, "blobs", "packages");
    public string Droplets => Path.Combine(Root, "blobs", "droplets");

    /// <summary>What buildpacks keep between two stagings of an app.</summary>
    public string BuildCaches => Path.Combine(Root, "blobs", "build-caches");

    /// <summary>Working directories of cells: one folder per cell, in it one per instance.</summary>
    public string Cells => Path.Combine(Root, "cells");
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>The router's copy of the route table, for a start without a controller.</summary>
    public string RouteTableFile => Path.Combine(Root, "router", "routes.json");

    /// <summary>The login of <c>ingot up APP_DIR</c>, apart from the user's own <c>~/.cf</c>.</summary>
    public string ClientHome => Path.Combine(Root, "client");

    public string PackagePath(string packageGuid) => Path.Combine(Packages, packageGuid + ".zip");

    public string DropletPath(string dropletGuid) => Path.Combine(Droplets, dropletGuid + ".tgz");

    public string BuildCachePath(string appGuid) => Path.Combine(BuildCaches, appGuid + ".tgz");

    public static string SupervisorSocket => "run/supervisor.sock";

    /// <summary>The controller's private endpoints.</summary>
    public static string ControllerSocket => "run/controller.sock";

    /// <summary>The API, UAA and log cache, reached by clients through the router.</summary>
    public static string ApiSocket => "run/api.sock";

    /// <summary>On which a router tells that it serves; there may be several routers, told apart by their process.</summary>
    public static string RouterSocket(int pid) => $"run/router-{pid}.sock";

    public static string CellSocket(string cell) => $"run/{cell}.sock";

    /// <summary>As an option of a command that can be copied into a shell.</summary>
    public string Option => "--data " + ShellText.Quote(Root);

    /// <summary>Makes the folders; all but the root and the cells' are 0700.</summary>
    public void Create()
    {
        const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode Passable = Secret | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        CreateFolder(Root, Passable);
        CreateFolder(Cells, Passable);
        foreach (var folder in (string[])["db", "keys", "run", "blobs", "logs", "router", "client"])
            CreateFolder(Path.Combine(Root, folder), Secret);
        foreach (var folder in (string[])[Packages, Droplets, BuildCaches])
            CreateFolder(folder, Secret);

        static void CreateFolder(string path, UnixFileMode mode)
        {
            Directory.CreateDirectory(path);
            File.SetUnixFileMode(path, mode);
        }
    }
}
