namespace Ingot.Model.Routes;

/// <summary>The path of an address.</summary>
public static class UriPath
{
    /// <summary>Whether it has none of the characters that an address has only encoded (RFC 3986): line ends, spaces, letters beyond ASCII.</summary>
    public static bool IsWritten(string path) => path.All(letter => letter is > ' ' and < '\x7f' and not ('"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}'));
}
