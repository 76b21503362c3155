using System.CommandLine;

namespace Ingot.Settings;

/// <summary>The option by which every command says which platform it is about.</summary>
internal static class DataOption
{
    public static Option<DirectoryInfo> Create() =>
        new("--data")
        {
            Description = "Directory that holds everything of the platform.",
            DefaultValueFactory = _ => new DirectoryInfo(UpOptions.DefaultDataDirectory),
        };
}
