using Ingot.Lifecycle.Commands;
using Ingot.Lifecycle.Failures;

namespace Ingot.Lifecycle.Buildpacks.DotnetCore;

/// <summary>The machine's <c>dotnet</c>.</summary>
/// <param name="Executable">The program itself, behind any links: its folder is DOTNET_ROOT.</param>
/// <param name="Version">The newest SDK's version; empty when only a runtime was asked for.</param>
internal sealed record DotnetHost(string Executable, string Version)
{
    /// <exception cref="StagingFailedException">There is none, or it has no SDK though one is needed.</exception>
    public static async Task<DotnetHost> FindAsync(Machine machine, string folder, bool needsSdk, CancellationToken cancellationToken)
    {
        var hosts = machine.FindAll("dotnet").Select(Machine.RealPath).ToList();
        if (!needsSdk && hosts.Count > 0)
            return new DotnetHost(hosts[0], "");
        foreach (var host in hosts)
        {
            var listed = await new Command(host, "--list-sdks") { Directory = folder }.RunQuietlyAsync(cancellationToken);
            if (listed.Succeeded && listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [.., var newest])
                return new DotnetHost(host, newest.Split(' ')[0]);
        }

        throw new StagingFailedException(
            StagingExit.SupplyFailed,
            needsSdk
                ? "The app is a .NET project, and this machine has no .NET SDK. Install the package dotnet-sdk-10.0 "
                    + "(apt-get install dotnet-sdk-10.0, from Microsoft's Debian feed), or push the output of `dotnet publish`.\n"
                    + "Failed to run all supply scripts"
                : "The app is a published .NET app, and this machine has no .NET runtime. Install the package aspnetcore-runtime-10.0 "
                    + "(apt-get install aspnetcore-runtime-10.0, from Microsoft's Debian feed).\n"
                    + "Failed to run all supply scripts"
        );
    }
}
