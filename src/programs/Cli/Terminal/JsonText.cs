using System.Text;
using System.Text.Json;

namespace Ingot.Cli.Terminal;

/// <summary>JSON for people: indented, members in order, nothing escaped that need not be.</summary>
internal static class JsonText
{
    public static string Of(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value, "\n");
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value, string lineStart)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal);
                Write(text, "{}", members, lineStart, (member, start) =>
                {
                    Write(text, member.Name);
                    text.Append(": ");
                    Write(text, member.Value, start);
                });
                break;
            case JsonValueKind.Array:
                Write(text, "[]", value.EnumerateArray(), lineStart, (item, start) => Write(text, item, start));
                break;
            case JsonValueKind.String:
                Write(text, value.GetString()!);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void Write<T>(StringBuilder text, string brackets, IEnumerable<T> items, string lineStart, Action<T, string> write)
    {
        text.Append(brackets[0]);
        var isFirst = true;
        foreach (var item in items)
        {
            text.Append(isFirst ? "" : ",").Append(lineStart).Append("  ");
            write(item, lineStart + "  ");
            isFirst = false;
        }
        text.Append(isFirst ? "" : lineStart).Append(brackets[1]);
    }

    private static void Write(StringBuilder text, string words)
    {
        text.Append('"');
        foreach (var letter in words)
        {
            text.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => $"\\u{(int)letter:x4}",
                _ => letter,
            });
        }
        text.Append('"');
    }
}
