namespace Ingot.Model.Buildpacks;

/// <summary>The buildpacks that come with the platform, by the names Cloud Foundry gives theirs.</summary>
public static class SystemBuildpacks
{
    public const string DotnetCore = "dotnet_core_buildpack";
    public const string Python = "python_buildpack";
    public const string Node = "nodejs_buildpack";
    public const string Staticfile = "staticfile_buildpack";
    public const string Binary = "binary_buildpack";

    /// <summary>In the order of detection. Binary comes last: it takes whatever can be executed.</summary>
    public static IReadOnlyList<string> Names { get; } = [DotnetCore, Python, Node, Staticfile, Binary];
}
