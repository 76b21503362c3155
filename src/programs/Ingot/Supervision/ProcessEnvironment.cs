using System.Collections;

namespace Ingot.Supervision;

/// <summary>This process's environment, for children that are to have most of it.</summary>
internal static class ProcessEnvironment
{
    public const string AdminPasswordVariable = "INGOT_ADMIN_PASSWORD";

    public static Dictionary<string, string> Copy() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
}
