namespace Ingot.Api.Http;

/// <summary>What a client sent, short enough for a message.</summary>
internal static class Excerpt
{
    public static string Of(string text, int most = 100) => text.Length > most ? text[..most] + "…" : text;
}
