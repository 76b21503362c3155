using System.Text.RegularExpressions;

namespace Ingot.Hosting;

/// <summary>Words of a shell command.</summary>
public static partial class ShellText
{
    /// <summary>The word as bash reads it back, quoted only when it has to be.</summary>
    public static string Quote(string word) => Plain().IsMatch(word) ? word : "'" + word.Replace("'", "'\\''") + "'";

    [GeneratedRegex("^[A-Za-z0-9_./+-]+$")]
    private static partial Regex Plain();
}
