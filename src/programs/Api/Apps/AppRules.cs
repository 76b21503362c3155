using System.Text;
using Ingot.Api.Http;
using Ingot.Model.Apps;

namespace Ingot.Api.Apps;

/// <summary>What is asked of an app's environment, whoever sets it.</summary>
internal static class AppRules
{
    /// <summary>Linux starts no process with a longer <c>NAME=value</c> (MAX_ARG_STRLEN, without the byte that ends it).</summary>
    private const int MaximumVariableBytes = 131_071;

    /// <summary>Linux gives a process's arguments and environment 2 MB together; half of that is left to the platform and the command.</summary>
    private const int MaximumEnvironmentBytes = 1 << 20;

    public static void CheckEnvironment(IReadOnlyDictionary<string, string?>? variables, Faults faults)
    {
        foreach (var (name, value) in variables ?? new Dictionary<string, string?>())
        {
            faults.AddIf(name.Length == 0, "Environment variable names must not be empty");
            faults.AddIf(name.Equals("PORT", StringComparison.OrdinalIgnoreCase), "Environment variables cannot set PORT");
            faults.AddIf(
                name.StartsWith("VCAP_", StringComparison.OrdinalIgnoreCase),
                $"Environment variables cannot start with VCAP_: '{name}'"
            );
            faults.AddIf(
                name.StartsWith("VMC_", StringComparison.OrdinalIgnoreCase),
                $"Environment variables cannot start with VMC_: '{name}'"
            );
            faults.AddIf(name.AsSpan().ContainsAny('=', '\0'), $"Environment variable name '{name}' is invalid");
            faults.AddIf(value?.Contains('\0', StringComparison.Ordinal) == true, $"The value of environment variable '{name}' must not contain a zero byte");
            faults.AddIf(
                BytesOf(name, value) > MaximumVariableBytes,
                $"Environment variable '{name[..Math.Min(name.Length, 64)]}' is too long: '=' and value included it has {BytesOf(name, value)} bytes, of at most {MaximumVariableBytes}"
            );
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
        var bytes = app.EnvironmentVariables.Sum(variable => BytesOf(variable.Key, variable.Value));
        if (bytes > MaximumEnvironmentBytes)
            throw Errors.Unprocessable.With($"The environment variables have {bytes} bytes together, of at most {MaximumEnvironmentBytes}; remove some or shorten them");
    }

    private static int BytesOf(string name, string? value) => Encoding.UTF8.GetByteCount(name) + 1 + Encoding.UTF8.GetByteCount(value ?? "");
}
