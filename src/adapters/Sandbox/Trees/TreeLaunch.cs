using System.Text;
using Ingot.Sandbox.Processes;
using Microsoft.Win32.SafeHandles;

namespace Ingot.Sandbox.Trees;

/// <summary>What every kind of tree has in common at its start: the environment, the entry script, the tools.</summary>
internal static class TreeLaunch
{
    /// <summary>The descriptor from which the entry script reads the environment.</summary>
    public const int EnvironmentNumber = 6;

    /// <summary>Where the tools are looked for that run before the app.</summary>
    public const string ToolPath = "/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>
    /// The first thing the unprivileged user runs. The environment comes through a descriptor: what ran before as root must not see
    /// the user's LD_PRELOAD, and a command line would show secrets.
    /// </summary>
    private const string Entry = """
        while IFS= read -r -d '' variable <&6; do export "$variable"; done 2>/dev/null
        exec 6<&-
        unset variable
        ulimit -n 16384 2>/dev/null

        """;

    /// <summary>The command that becomes the main process.</summary>
    /// <param name="limits">Shell lines that the user runs first.</param>
    public static IReadOnlyList<string> Command(SandboxRequest request, string limits) =>
        [Tool("bash"), "--norc", "-c", Entry + limits + request.Script, "ingot", .. request.Arguments];

    /// <summary>The prefix that runs a command as the user.</summary>
    public static IReadOnlyList<string> AsUser(uint? user) =>
        user is { } number
            ? [Tool("setpriv"), $"--reuid={number}", $"--regid={number}", "--clear-groups", "--inh-caps=-all", "--no-new-privs"]
            : [Tool("setpriv"), "--no-new-privs"];

    /// <summary>What the processes before the entry script get: the markers, and names that a shell could not export anyway.</summary>
    public static Dictionary<string, string> OuterEnvironment(SandboxRequest request)
    {
        var outer = request
            .Environment.Where(variable => IsPassable(variable) && !IsExportable(variable.Key))
            .ToDictionary(variable => variable.Key, variable => variable.Value);
        outer["PATH"] = ToolPath;
        outer["LC_ALL"] = "C";
        foreach (var (name, value) in Markers(request))
            outer[name] = value;
        return outer;
    }

    /// <summary>A file without a name that holds the rest of the environment.</summary>
    public static SafeFileHandle WriteEnvironment(SandboxRequest request)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in request.Environment.Where(variable => IsPassable(variable) && IsExportable(variable.Key)))
            text.Append(name).Append('=').Append(value).Append('\0');
        foreach (var (name, value) in Markers(request))
            text.Append(name).Append('=').Append(value).Append('\0');
        var file = new SafeFileHandle(Libc.CreateMemoryFile("environment", 1), ownsHandle: true);
        RandomAccess.Write(file, Encoding.UTF8.GetBytes(text.ToString()), 0);
        return file;
    }

    public static string Tool(string name) =>
        ((string[])["/usr/bin", "/bin", "/usr/local/bin", "/run/current-system/sw/bin"])
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists)
        ?? throw new IOException($"The program '{name}' is missing on this machine (Debian: util-linux, bash, tar).");

    /// <summary>The text as one word for a shell.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static IEnumerable<KeyValuePair<string, string>> Markers(SandboxRequest request) =>
        [new(ProcessSweep.CellVariable, request.Cell), new(SandboxRequest.Variable, request.Guid)];

    /// <summary>A NUL would let a value carry a second variable; a function definition would be run by the root's shell.</summary>
    private static bool IsPassable(KeyValuePair<string, string> variable) =>
        variable.Key.Length > 0
        && variable.Key.AsSpan().IndexOfAny('=', '\0') < 0
        && !variable.Value.Contains('\0')
        && !variable.Key.StartsWith("BASH_FUNC_", StringComparison.Ordinal);

    private static bool IsExportable(string name) => !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
