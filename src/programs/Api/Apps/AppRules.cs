using Ingot.Api.Http;
using Ingot.Model.Apps;

namespace Ingot.Api.Apps;

/// <summary>What is asked of an app's fields, whoever sets them.</summary>
internal static class AppRules
{
    private const int MaximumName = 255;

    public static void CheckName(string? name, Faults faults)
    {
        faults.AddIf(string.IsNullOrWhiteSpace(name), "Name can't be blank");
        faults.AddIf(name?.Length > MaximumName, $"Name is too long (maximum is {MaximumName} characters)");
        faults.AddIf(name?.Any(char.IsControl) == true, "Name must not contain control characters");
    }

    public static void CheckEnvironment(IReadOnlyDictionary<string, string?>? variables, Faults faults)
    {
        foreach (var name in variables?.Keys ?? [])
        {
            faults.AddIf(name.Length == 0, "Environment variable names must not be empty");
            faults.AddIf(name == "PORT", "Environment variables cannot be set: PORT");
            faults.AddIf(
                name.StartsWith("VCAP_", StringComparison.OrdinalIgnoreCase),
                $"Environment variables cannot start with VCAP_: '{name}'"
            );
            faults.AddIf(
                name.StartsWith("VMC_", StringComparison.OrdinalIgnoreCase),
                $"Environment variables cannot start with VMC_: '{name}'"
            );
            faults.AddIf(name.Contains('=', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal), $"Environment variable name '{name}' is invalid");
        }
    }

    /// <summary>Sets what has a value, removes what is null. Takes effect with the next start.</summary>
    public static void MergeEnvironment(App app, IReadOnlyDictionary<string, string?> variables)
    {
        foreach (var (name, value) in variables)
        {
            if (value is null)
                app.EnvironmentVariables.Remove(name);
            else
                app.EnvironmentVariables[name] = value;
        }
    }
}
