using System.Collections;
using System.Reflection;
using System.Text;

namespace Ingot.Manifests.Tests;

/// <summary>Renders what was read as text to compare: every member that says something, then every problem.</summary>
internal static class ManifestReport
{
    public static string Write(Manifest manifest)
    {
        var text = new StringBuilder();
        foreach (var app in manifest.Apps)
        {
            text.Append("app\n");
            Members(text, app, indent: 2);
        }
        foreach (var attribute in manifest.Inherited)
        {
            text.Append($"inherited {attribute.Key}, {attribute.Position}\n");
        }
        foreach (var problem in manifest.Problems)
        {
            text.Append($"{problem.Severity}: {problem}\n");
            text.Append($"  for the API: {problem.Detail}\n");
        }
        return text.ToString();
    }

    private static void Members(StringBuilder text, object node, int indent)
    {
        foreach (var property in node.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0 && property.Name is not ("Position" or "Web" or "IsEmpty" or "EqualityContract" or "IsWebListed") && property.GetValue(node) is { } value)
            {
                Value(text, property.Name, value, indent);
            }
        }
    }

    private static void Value(StringBuilder text, string name, object value, int indent)
    {
        switch (value)
        {
            case string or int or long or bool or Enum:
                text.Append(' ', indent).Append(name).Append(": ").Append($"{value}".Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
                break;
            case IDictionary map:
                text.Append(' ', indent).Append(name).Append('\n');
                foreach (DictionaryEntry entry in map)
                {
                    Value(text, $"{entry.Key}", entry.Value ?? "(null)", indent + 2);
                }
                break;
            case IEnumerable list:
                var index = 0;
                foreach (var item in list)
                {
                    Value(text, $"{name}[{index++}]", item, indent);
                }
                text.Append(' ', index == 0 ? indent : 0).Append(index == 0 ? $"{name}: (empty)\n" : "");
                break;
            default:
                text.Append(' ', indent).Append(name).Append('\n');
                Members(text, value, indent + 2);
                break;
        }
    }
}
