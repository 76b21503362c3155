namespace Ingot.Lifecycle.Static;

/// <summary><c>ingot static DIR [--pushstate] [--dot-files]</c>: serves a folder on $PORT until it is told to stop.</summary>
public static class StaticCommand
{
    private const string Usage = "Usage: PORT=8080 ingot static DIR [--pushstate] [--dot-files]";

    /// <summary>Runs the server with the arguments that follow <c>ingot static</c>; the result is the process's exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken = default)
    {
        var folders = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToList();
        var unknown = args.FirstOrDefault(arg =>
            arg.StartsWith("--", StringComparison.Ordinal) && arg is not ("--pushstate" or "--dot-files")
        );
        if (folders is not [var folder] || unknown is not null)
            return await RefuseAsync(Usage);
        if (!Directory.Exists(folder))
            return await RefuseAsync($"ingot static: there is no folder {folder}");
        if (!ushort.TryParse(Environment.GetEnvironmentVariable("PORT"), out var port))
            return await RefuseAsync("ingot static: PORT is not set to a port. " + Usage);

        var site = new StaticSite(Path.GetFullPath(folder), args.Contains("--pushstate"), args.Contains("--dot-files"));
        await using var server = StaticServer.Create(site, Environment.GetEnvironmentVariable("VCAP_APP_HOST"), port);
        await server.StartAsync(cancellationToken);
        Console.WriteLine($"Serving {folder} on port {port}");
        await Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions.WaitForShutdownAsync(server, cancellationToken);
        return 0;
    }

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return 1;
    }
}
